/** Requests that a receiver has to accept or to refuse, for clients in whatever language. */
import { createHmac } from "node:crypto"
import { HmacSigner } from "@nexio/adapters-http/delivery"
import { type Signature, Signer } from "@nexio/core"
import { Effect, Redacted } from "effect"

export interface Vector {
  readonly name: string
  /** The receiver's clock, in seconds. */
  readonly now: number
  /** The one secret that the receiver knows. */
  readonly secret: string
  readonly headers: Readonly<Record<string, string>>
  /** Its bytes are its UTF-8. */
  readonly body: string
  /** Whether each of the two signatures is a right one. */
  readonly accept: { readonly "x-nexio-signature": boolean; readonly "webhook-signature": boolean }
}

export const toleranceSeconds = 300

const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString("base64")}`
const [newest, older, oldest, unknown] = [secretOf(1), secretOf(2), secretOf(3), secretOf(255)] as const
const newestWithOneBitChanged = `whsec_${Buffer.from([0, ...Buffer.alloc(31, 1)]).toString("base64")}`

const signer = await Effect.runPromise(Effect.provide(Signer, HmacSigner.layer))

const sent: Signature.Signed = {
  id: "evt_01a20c91-a000-7109-abd4-e4b09de9259c",
  timestamp: 1_795_500_000,
  body: '{"id":"evt_01a20c91-a000-7109-abd4-e4b09de9259c","type":"run.completed","data":{"run":{"status":"completed"}}}'
}

const sign = (signed: Signature.Signed, secrets: ReadonlyArray<string> = [newest]) =>
  signer.sign(
    secrets.map((secret) => Redacted.make(secret)),
    signed
  )

const both = (accepted: boolean) => ({ "x-nexio-signature": accepted, "webhook-signature": accepted })

const vector = (name: string, accepted: boolean, other: Partial<Vector> = {}): Vector => ({
  name,
  now: sent.timestamp,
  secret: newest,
  headers: sign(sent),
  body: sent.body,
  accept: both(accepted),
  ...other
})

const ofBody = (name: string, body: string) => vector(name, true, { headers: sign({ ...sent, body }), body })

const without = (...names: ReadonlyArray<string>) =>
  Object.fromEntries(Object.entries(sign(sent)).filter(([name]) => !names.includes(name)))

const withSignatures = (change: (signature: string) => string) => {
  const headers = sign(sent)
  return {
    ...headers,
    "x-nexio-signature": change(headers["x-nexio-signature"]!),
    "webhook-signature": change(headers["webhook-signature"]!)
  }
}

/** The newest secret's signatures last. */
const reordered = (headers: Readonly<Record<string, string>>) => {
  const [time, ...signatures] = headers["x-nexio-signature"]!.split(",")
  return {
    ...headers,
    "x-nexio-signature": [time, ...signatures.toReversed()].join(","),
    "webhook-signature": headers["webhook-signature"]!.split(" ").toReversed().join(" ")
  }
}

const accepted: ReadonlyArray<Vector> = [
  vector("one secret", true),
  vector("two secrets, and the receiver knows the new one", true, { headers: sign(sent, [newest, older]) }),
  vector("two secrets, and the receiver knows the old one", true, {
    headers: sign(sent, [newest, older]),
    secret: older
  }),
  vector("three secrets, and the receiver knows the oldest", true, {
    headers: sign(sent, [newest, older, oldest]),
    secret: oldest
  }),
  ofBody(
    "a body of other alphabets, symbols and combined characters",
    '{"text":"Grüße, 你好, שלום, e\u0301, 𝄞, 👩‍👩‍👧"}'
  ),
  ofBody("a body with escapes, which are not undone", '{"text":"\\u00fc\\n\\/\\ud834\\udd1e"}'),
  ofBody("a body with blanks that nobody needs", '\n{ "a" : 1.50 ,\t"b" : [ ] }\r\n'),
  ofBody("a body with dots, like what is signed", '"1795500000.evt_1.{}"'),
  ofBody("an empty body", ""),
  ofBody("a long body", JSON.stringify("ü".repeat(2_000))),
  vector("a run of an engine, by its id", true, {
    headers: sign({ ...sent, id: "01a20c91-9f00-7109-abd4-e4b09de92511" })
  }),
  vector("five minutes old", true, { now: sent.timestamp + toleranceSeconds }),
  vector("five minutes ahead", true, { now: sent.timestamp - toleranceSeconds }),
  vector("the signatures of two secrets in another order", true, {
    headers: reordered(sign(sent, [newest, older])),
    secret: older
  }),
  vector("the time after the signatures", true, {
    headers: {
      ...sign(sent),
      "x-nexio-signature": sign(sent)["x-nexio-signature"]!.split(",").toReversed().join(",")
    }
  }),
  vector("a version that is not known beside the one that is", true, {
    headers: {
      ...sign(sent),
      "x-nexio-signature": sign(sent)["x-nexio-signature"]!.replace(",", ",v2=00,"),
      "webhook-signature": `v1a,AAAA ${sign(sent)["webhook-signature"]}`
    }
  })
]

const text = (signed: Signature.Signed) => `${signed.timestamp}.${signed.body}`
const standardText = (signed: Signature.Signed) => `${signed.id}.${signed.timestamp}.${signed.body}`
const keyed = (key: string | Buffer, content: string) => createHmac("sha256", key).update(content)
const bytes = Buffer.from(newest.slice("whsec_".length), "base64")

const refused: ReadonlyArray<Vector> = [
  vector("a byte of the body is another", false, { body: sent.body.replace("completed", "Completed") }),
  vector("a blank was added to the body", false, { body: sent.body.replace(",", ", ") }),
  vector("a line end was added to the body", false, { body: `${sent.body}\n` }),
  vector("the body's last byte is missing", false, { body: sent.body.slice(0, -1) }),
  vector("there is no body", false, { body: "" }),
  vector("the body was decoded and composed differently", false, {
    headers: sign({ ...sent, body: '"e\u0301"' }),
    body: '"\u00e9"'
  }),
  vector("another secret", false, { secret: unknown }),
  vector("a secret of which one bit is another", false, { secret: newestWithOneBitChanged }),
  vector("a secret that no longer signs", false, { headers: sign(sent, [newest, older]), secret: oldest }),
  vector("older than five minutes", false, { now: sent.timestamp + toleranceSeconds + 1 }),
  vector("more than five minutes ahead", false, { now: sent.timestamp - toleranceSeconds - 1 }),
  vector("made younger than it is", false, {
    now: sent.timestamp + 1_000,
    headers: {
      ...sign(sent),
      "x-nexio-timestamp": String(sent.timestamp + 1_000),
      "x-nexio-signature": sign(sent)["x-nexio-signature"]!.replace(/t=\d+/, `t=${sent.timestamp + 1_000}`),
      "webhook-timestamp": String(sent.timestamp + 1_000)
    }
  }),
  vector("the signatures of another request", false, { headers: sign({ ...sent, body: "{}" }) }),
  vector("no signatures", false, { headers: without("x-nexio-signature", "webhook-signature") }),
  vector("empty signatures", false, { headers: withSignatures(() => "") }),
  vector("signatures cut short", false, { headers: withSignatures((signature) => signature.slice(0, -8)) }),
  vector("signatures of a version that is not known", false, {
    headers: withSignatures((signature) => signature.replace("v1", "v2"))
  }),
  vector("signatures that are not encoded", false, {
    headers: withSignatures((signature) => signature.replace(/(v1.).*/, "$1not a signature"))
  }),
  vector("a signature in base64 without its padding", true, {
    headers: { ...sign(sent), "webhook-signature": sign(sent)["webhook-signature"]!.replace(/=+$/, "") },
    accept: { "x-nexio-signature": true, "webhook-signature": false }
  }),
  vector("signed with the other one's key", false, {
    headers: {
      ...sign(sent),
      "x-nexio-signature": `t=${sent.timestamp},v1=${keyed(bytes, text(sent)).digest("hex")}`,
      "webhook-signature": `v1,${keyed(newest, standardText(sent)).digest("base64")}`
    }
  }),
  vector("signed without the time", false, {
    headers: {
      ...sign(sent),
      "x-nexio-signature": `t=${sent.timestamp},v1=${keyed(newest, sent.body).digest("hex")}`,
      "webhook-signature": `v1,${keyed(bytes, `${sent.id}.${sent.body}`).digest("base64")}`
    }
  }),
  vector("the event's id is another, which only Standard Webhooks signs", true, {
    headers: { ...sign(sent), "webhook-id": "evt_01a20c91-a000-7109-abd4-e4b09de9259d" },
    accept: { "x-nexio-signature": true, "webhook-signature": false }
  }),
  vector("nothing but the headers of Standard Webhooks", true, {
    headers: without("x-nexio-signature", "x-nexio-timestamp"),
    accept: { "x-nexio-signature": false, "webhook-signature": true }
  }),
  vector("nothing but Nexio's own headers", true, {
    headers: without("webhook-id", "webhook-timestamp", "webhook-signature"),
    accept: { "x-nexio-signature": true, "webhook-signature": false }
  })
]

export const all: ReadonlyArray<Vector> = [...accepted, ...refused]
