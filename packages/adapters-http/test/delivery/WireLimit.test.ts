import type { Socket } from "node:net"
import { getCACertificates, setDefaultCACertificates } from "node:tls"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { listen, pem, senderTo } from "./HostileListening.ts"
import { open } from "./OpenSender.ts"

const known = getCACertificates("default")
beforeAll(() => setDefaultCACertificates([...known, pem]))
afterAll(() => setDefaultCACertificates(known))

/** Answers each request so, one after the other; and counts the connections. */
const answeringWith = (...answers: ReadonlyArray<string>) => {
  let connections = 0
  let requests = 0
  return {
    connections: () => connections,
    accept: (socket: Socket) => {
      connections++
      // A request without a body is one piece.
      socket.on("data", () => socket.write(answers[requests++ % answers.length]!))
    }
  }
}

const answer = (status: number, body: string) =>
  `HTTP/1.1 ${status} OK\r\ncontent-length: ${body.length}\r\nkeep-alive: timeout=60\r\n\r\n${body}`

describe("A connection", () => {
  it.each([undefined, "tls"] as const)("is limited for each request anew, over %s", async (over) => {
    const { accept, connections } = answeringWith(answer(200, "x".repeat(60_000)))
    await using listening = await listen({ accept, ...(over === undefined ? {} : { over }) })
    await using sender = await open(senderTo({ late: false }))
    // Four times what one request may bring in.
    for (let nth = 0; nth < 18; nth++) {
      expect(await sender.send({ url: listening.url, body: "" })).toMatchObject({ statusCode: 200 })
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(connections()).toBeLessThanOrEqual(2)
  })

  it.each([
    ["an answer that nobody asked for", answer(200, "") + answer(410, "forged")],
    ["an interim answer that nobody asked for", `${answer(200, "")}HTTP/1.1 102 Processing\r\n\r\n`],
    ["half an answer that nobody asked for", `${answer(200, "")}HTTP/1.1 4`],
    ["more than the answer", `${answer(200, "")}more`],
    ["a body where there is none", "HTTP/1.1 204 No Content\r\ncontent-length: 6\r\n\r\nforged"]
  ])("on which %s came is not used again, and what came is nobody's", async (_what, text) => {
    const { accept, connections } = answeringWith(text)
    await using listening = await listen({ accept })
    await using sender = await open(senderTo({ late: false }))
    for (let nth = 1; nth <= 5; nth++) {
      const statusCode = Number(text.slice(9, 12))
      expect(await sender.send({ url: listening.url, body: "" })).toMatchObject({ statusCode, body: "" })
      expect(connections()).toBe(nth)
    }
  })
})
