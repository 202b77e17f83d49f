import { createHmac } from "node:crypto"
import { request } from "node:http"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as arbitrary from "../src/arbitraries/index.ts"
import { Receiver, Reply, verify, verifyStandard } from "../src/receiver/index.ts"
import { runs } from "./runs.ts"

/** Sends, each time over a connection of its own, and gives the status and the length of the body, or the error's code. */
const send = (
  url: string,
  body: string | Buffer = ""
): Promise<{ readonly status: number; readonly length: number } | string> =>
  new Promise((resolve) => {
    const sending = request(url, { method: "POST", agent: false }, (response) => {
      let length = 0
      response
        .on("data", (chunk: Buffer) => {
          length += chunk.length
        })
        .on("end", () => resolve({ status: response.statusCode ?? 0, length }))
        .on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    })
    sending.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message)).end(body)
  })

describe("A receiver", () => {
  it("keeps each request as it came, byte for byte", async () => {
    await using receiver = await Receiver.listen()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300_000, size: "max" }), async (bytes) => {
        const sent = Buffer.from(bytes)
        const [received] = await Promise.all([receiver.next(), send(`${receiver.url}hooks?a=b`, sent)])
        expect(received.body.equals(sent)).toBe(true)
        expect([received.method, received.path]).toEqual(["POST", "/hooks?a=b"])
      }),
      { numRuns: 20 }
    )
    expect(receiver.requests.map(({ nth }) => nth)).toEqual(receiver.requests.map((_request, index) => index + 1))
  })

  it("answers from its script: so many failures, then successes", async () => {
    await using receiver = await Receiver.listen(Reply.failing(2, 503))
    const statuses = [
      await send(receiver.url),
      await send(receiver.url),
      await send(receiver.url),
      await send(receiver.url)
    ]
    expect(statuses).toEqual([503, 503, 200, 200].map((status) => ({ status, length: 0 })))
  })

  it("answers one reply after the other, and stays with the last", async () => {
    await using receiver = await Receiver.listen(Reply.inTurn(Reply.redirect("/", 307), Reply.answer(201, "made")))
    expect([await send(receiver.url), await send(receiver.url), await send(receiver.url)]).toEqual([
      { status: 307, length: 0 },
      { status: 201, length: 4 },
      { status: 201, length: 4 }
    ])
  })

  it("floods with just so many bytes", async () => {
    await using receiver = await Receiver.listen()
    for (const length of [0, 1, 16_384, 16_385, 1_000_000]) {
      receiver.script = Reply.always(Reply.flood(length))
      expect(await send(receiver.url)).toEqual({ status: 200, length })
    }
  })

  it("resets, and cuts its answer short", async () => {
    await using receiver = await Receiver.listen(Reply.inTurn(Reply.reset, Reply.cutShort))
    expect([await send(receiver.url), await send(receiver.url)]).toEqual(["ECONNRESET", "ECONNRESET"])
    expect(await Promise.all(receiver.requests.map(({ ended }) => ended))).toEqual(["cut off", "cut off"])
  })

  it("answers in pieces, with whatever bytes it is told, and resets in the middle of a body", async () => {
    const raw = Reply.raw("HTTP/1.1 201 Made\r\ncontent-length: 3\r\n\r\nraw")
    await using receiver = await Receiver.listen(
      Reply.inTurn(Reply.inPieces(["é", Buffer.from([0xff]), "x"], 202), raw, Reply.raw("no HTTP"), Reply.resetMidway)
    )
    expect(await send(receiver.url)).toEqual({ status: 202, length: 4 })
    expect(await send(receiver.url)).toEqual({ status: 201, length: 3 })
    expect(await send(receiver.url)).toMatch(/^HPE_/)
    expect(await send(receiver.url)).toBe("ECONNRESET")
  })

  it("answers late, and not at all once the sender is gone", async () => {
    let replied = 0
    const counted: Reply.Reply = (response) => {
      replied += 1
      Reply.answer(204)(response)
    }
    await using receiver = await Receiver.listen(Reply.always(Reply.late(20, counted)))
    const began = performance.now()
    expect(await send(receiver.url)).toEqual({ status: 204, length: 0 })
    expect(performance.now() - began).toBeGreaterThanOrEqual(19)
    receiver.script = Reply.always(Reply.late(5, counted))
    const gone = request(receiver.url, { method: "POST", agent: false }).on("error", () => {})
    gone.end()
    const { ended } = (await receiver.waitFor(2))[1]!
    gone.destroy()
    expect(await ended).toBe("cut off")
    receiver.script = Reply.always(Reply.late(10, Reply.answer()))
    await send(receiver.url)
    expect(replied).toBe(1)
  })

  it("hangs and drips until it is closed", async () => {
    const receiver = await Receiver.listen(Reply.inTurn(Reply.hang, Reply.drip(1)))
    const hanging = send(receiver.url)
    await receiver.waitFor(1)
    const dripping = send(receiver.url)
    await receiver.waitFor(2)
    await receiver.close()
    expect(await Promise.all([hanging, dripping])).toEqual(["ECONNRESET", "ECONNRESET"])
  })

  it("says of each exchange whether it was answered", async () => {
    await using receiver = await Receiver.listen()
    await send(receiver.url)
    expect(await receiver.requests[0]?.ended).toBe("answered")
  })

  it("gives each request once by next, in the order of arrival, waited for or not", async () => {
    await using receiver = await Receiver.listen()
    const first = receiver.next()
    for (const body of ["a", "b", "c"]) await send(receiver.url, body)
    const given = [await first, await receiver.next(), await receiver.next()]
    expect(given.map(({ body }) => body.toString())).toEqual(["a", "b", "c"])
  })

  it("counts connections, those without a request too", async () => {
    await using receiver = await Receiver.listen()
    await send(receiver.url)
    await send(receiver.url)
    expect(receiver.connections).toBe(2)
  })

  it("rejects a wait for more than arrived in time, or before it was closed", async () => {
    const receiver = await Receiver.listen()
    await send(receiver.url)
    await expect(receiver.waitFor(2, 1)).rejects.toThrow("1 of 2 requests arrived within 1 ms")
    const waiting = receiver.waitFor(3)
    await Promise.all([
      expect(waiting).rejects.toThrow("1 of 3 requests arrived until the receiver was closed"),
      receiver.close()
    ])
  })
})

describe("Verification", () => {
  const mac = (secret: string, content: string) => createHmac("sha256", secret).update(content).digest("hex")
  const second = fc.integer({ min: 0, max: 4_000_000_000 })

  it("accepts the documented scheme under any of the secrets that signed", () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitrary.signingSecretText, { minLength: 1, maxLength: 3 }),
        second,
        fc.string({ unit: "grapheme" }),
        (secrets, t, body) => {
          const macs = secrets.map((secret) => `v1=${mac(secret, `${t}.${body}`)}`)
          const headers = { "x-nexio-timestamp": `${t}`, "x-nexio-signature": [`t=${t}`, ...macs].join(",") }
          for (const secret of secrets) expect(verify(secret, { headers, body: Buffer.from(body) })).toBe(true)
        }
      ),
      runs
    ))

  it("accepts nothing else", () =>
    fc.assert(
      fc.property(arbitrary.signingSecretText, second, fc.string(), (secret, t, body) => {
        const v1 = mac(secret, `${t}.${body}`)
        const bytes = Buffer.from(body)
        const wrong: ReadonlyArray<Readonly<Record<string, string>>> = [
          {},
          { "x-nexio-timestamp": `${t}` },
          { "x-nexio-signature": `t=${t},v1=${v1}` },
          { "x-nexio-timestamp": `${t}`, "x-nexio-signature": `t=${t}` },
          { "x-nexio-timestamp": `${t}`, "x-nexio-signature": `v1=${v1}` },
          { "x-nexio-timestamp": `${t}`, "x-nexio-signature": `t=${t},v1=${v1.slice(1)}` },
          { "x-nexio-timestamp": `${t}`, "x-nexio-signature": `t=${t},v0=${v1}` },
          { "x-nexio-timestamp": `${t}`, "x-nexio-signature": `t=${t},v1=${mac(`${secret}x`, `${t}.${body}`)}` },
          { "x-nexio-timestamp": `${t}`, "x-nexio-signature": `t=${t},v1=${mac(secret, `${t}.${body}x`)}` },
          { "x-nexio-timestamp": `${t + 1}`, "x-nexio-signature": `t=${t + 1},v1=${v1}` },
          { "x-nexio-timestamp": `${t + 1}`, "x-nexio-signature": `t=${t},v1=${v1}` }
        ]
        for (const headers of wrong)
          expect([headers, verify(secret, { headers, body: bytes })]).toEqual([headers, false])
      }),
      runs
    ))

  const key = (secret: string) => Buffer.from(secret.slice("whsec_".length), "base64")
  const standardMac = (secret: string, content: string) =>
    createHmac("sha256", key(secret)).update(content).digest("base64")
  const printable = fc.stringMatching(/^[!-~]{1,40}$/)

  it("accepts what Standard Webhooks says under any of the secrets that signed", () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitrary.signingSecretText, { minLength: 1, maxLength: 3 }),
        printable,
        second,
        fc.string({ unit: "grapheme" }),
        (secrets, id, t, body) => {
          const macs = secrets.map((secret) => `v1,${standardMac(secret, `${id}.${t}.${body}`)}`)
          const headers = { "webhook-id": id, "webhook-timestamp": `${t}`, "webhook-signature": macs.join(" ") }
          for (const secret of secrets) expect(verifyStandard(secret, { headers, body: Buffer.from(body) })).toBe(true)
        }
      ),
      runs
    ))

  it("accepts nothing else by Standard Webhooks", () =>
    fc.assert(
      fc.property(arbitrary.signingSecretText, printable, second, fc.string(), (secret, id, t, body) => {
        const signature = `v1,${standardMac(secret, `${id}.${t}.${body}`)}`
        const right = { "webhook-id": id, "webhook-timestamp": `${t}`, "webhook-signature": signature }
        const { "webhook-id": _id, ...withoutId } = right
        const wrong: ReadonlyArray<Readonly<Record<string, string>>> = [
          {},
          withoutId,
          { ...right, "webhook-id": `${id}0` },
          { ...right, "webhook-timestamp": `${t + 1}` },
          { ...right, "webhook-timestamp": `${t}.${body}` },
          { ...right, "webhook-signature": "" },
          { ...right, "webhook-signature": signature.replace("v1", "v1a") },
          { ...right, "webhook-signature": signature.slice(0, -2) },
          { ...right, "webhook-signature": `v1,${mac(secret, `${id}.${t}.${body}`)}` },
          { ...right, "webhook-signature": `v1,${standardMac(secret, `${id}.${t}.${body}x`)}` }
        ]
        for (const headers of wrong)
          expect([headers, verifyStandard(secret, { headers, body: Buffer.from(body) })]).toEqual([headers, false])
      }),
      runs
    ))
})
