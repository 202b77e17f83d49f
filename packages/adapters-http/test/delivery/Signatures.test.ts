import { readFileSync, writeFileSync } from "node:fs"
import { HmacSigner } from "@nexio/adapters-http/delivery"
import { Signer } from "@nexio/core"
import * as arbitrary from "@nexio/testing/arbitraries"
import { verify, verifyStandard } from "@nexio/testing/receiver"
import { Effect, Redacted } from "effect"
import fc from "fast-check"
import { Webhook as Standard } from "standardwebhooks"
import { Webhook as Svix } from "svix"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { runs } from "./runs.ts"
import { all, toleranceSeconds, type Vector } from "./SignatureVectors.ts"

const golden = new URL("../../../../docs/vectors/webhook-signatures.json", import.meta.url)

type Request = Pick<Vector, "secret" | "headers" | "body">

/** Whether nothing is said against it. What they say of the JSON in it, once they have verified it, does not count. */
const passes = (verify: () => unknown): boolean => {
  try {
    verify()
    return true
  } catch (error) {
    return error instanceof SyntaxError
  }
}

const young = (timestamp: string | undefined): boolean =>
  Math.abs(Date.now() / 1_000 - Number(timestamp)) <= toleranceSeconds

const nexio = ({ body, headers, secret }: Request): boolean =>
  young(headers["x-nexio-timestamp"]) && verify(secret, { headers, body: Buffer.from(body) })

/** Each way to verify by Standard Webhooks. */
const standard: Readonly<Record<string, (request: Request) => boolean>> = {
  ours: ({ body, headers, secret }) =>
    young(headers["webhook-timestamp"]) && verifyStandard(secret, { headers, body: Buffer.from(body) }),
  standardwebhooks: ({ body, headers, secret }) => passes(() => new Standard(secret).verify(body, headers)),
  svix: ({ body, headers, secret }) => passes(() => new Svix(secret).verify(body, headers))
}

const said = (request: Request) =>
  Object.fromEntries([["nexio", nexio(request)], ...Object.entries(standard).map(([by, says]) => [by, says(request)])])

const saidByAll = (nexio: boolean, standard: boolean) => ({
  nexio,
  ours: standard,
  standardwebhooks: standard,
  svix: standard
})

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }))
afterEach(() => void vi.useRealTimers())

describe("The vectors for other languages", () => {
  it("are the committed ones; NEXIO_GOLDEN=write writes them anew", () => {
    const text = `${JSON.stringify({ tolerance_seconds: toleranceSeconds, vectors: all }, undefined, 2)}\n`
    if (process.env["NEXIO_GOLDEN"] === "write") writeFileSync(golden, text)
    expect(readFileSync(golden, "utf8")).toBe(text)
  })

  const { vectors }: { readonly vectors: ReadonlyArray<Vector> } = JSON.parse(readFileSync(golden, "utf8"))

  it.each(vectors)("say of $name what each implementation says", (vector) => {
    vi.setSystemTime(vector.now * 1_000)
    expect(said(vector)).toEqual(saidByAll(vector.accept["x-nexio-signature"], vector.accept["webhook-signature"]))
  })
})

const signer = await Effect.runPromise(Effect.provide(Signer, HmacSigner.layer))

const body = fc.oneof(
  { weight: 10, arbitrary: arbitrary.json.map((json) => JSON.stringify(json)) },
  { weight: 10, arbitrary: fc.string({ unit: "grapheme" }) },
  { weight: 2, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: fc.constantFrom("x", "é", "𝄞").map((letter) => letter.repeat(50_000)) }
)

/** What is signed, with one to three secrets of which the receiver knows one, and its clock. */
const signed = fc
  .record({
    secrets: fc.uniqueArray(arbitrary.signingSecretText, { minLength: 1, maxLength: 3 }),
    known: fc.nat(2),
    id: arbitrary.eventId,
    now: fc.integer({ min: 1_000, max: 4_000_000_000 }),
    age: fc.integer({ min: -toleranceSeconds, max: toleranceSeconds }),
    body
  })
  .map(({ age, body, id, known, now, secrets }) => ({
    now,
    secret: secrets[known % secrets.length]!,
    secrets,
    body,
    headers: signer.sign(
      secrets.map((secret) => Redacted.make(secret)),
      { id, timestamp: now - age, body }
    )
  }))

/** Ways to alter it that every implementation has to see; where nothing would be altered, nothing is tried. */
const alteration = fc.oneof(
  fc.tuple(fc.nat(), fc.string({ unit: "grapheme", minLength: 1 })).map(([at, text]) => (request: Request) => {
    const place = at % (request.body.length + 1)
    const body = request.body.slice(0, place) + text + request.body.slice(place)
    return { ...request, body: body.isWellFormed() ? body : `${request.body}${text}` }
  }),
  fc.nat().map((at) => (request: Request) => {
    const letters = [...request.body]
    return { ...request, body: letters.toSpliced(at % (letters.length || 1), 1).join("") }
  }),
  arbitrary.signingSecretText.map((secret) => (request: Request) => ({ ...request, secret })),
  fc.constantFrom(-1, 1).map((by) => (request: Request) => {
    const second = String(Number(request.headers["webhook-timestamp"]) + by)
    const header = request.headers["x-nexio-signature"]!.replace(/t=-?\d+/, `t=${second}`)
    return {
      ...request,
      headers: {
        ...request.headers,
        "x-nexio-timestamp": second,
        "webhook-timestamp": second,
        "x-nexio-signature": header
      }
    }
  })
)

describe("Whatever is signed", () => {
  it("is accepted by each implementation under each of its secrets, and refused by each once it was altered", () =>
    fc.assert(
      fc.property(signed, alteration, ({ secrets, ...request }, alter) => {
        vi.setSystemTime(request.now * 1_000)
        for (const secret of secrets) expect(said({ ...request, secret })).toEqual(saidByAll(true, true))
        const altered = alter(request)
        fc.pre(
          altered.body !== request.body || altered.headers !== request.headers || !secrets.includes(altered.secret)
        )
        expect(said(altered)).toEqual(saidByAll(false, false))
      }),
      runs
    ))
})
