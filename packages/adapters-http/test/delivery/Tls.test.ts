import { readFileSync } from "node:fs"
import { createServer } from "node:https"
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from "node:tls"
import { AllowList } from "@nexio/adapters-http/delivery"
import { describe, expect, it } from "vitest"
import { answering, open } from "./OpenSender.ts"

/** A key and a certificate for `receiver.test`, signed by itself. */
const pem = readFileSync(new URL("receiver-test.pem", import.meta.url), "utf8")

const listening = async () => {
  const heard: Array<{ readonly host: string | undefined; readonly servername: unknown; readonly reused: boolean }> = []
  const server = createServer({ key: pem, cert: pem }, (request, response) => {
    const socket = request.socket as TLSSocket & { readonly servername: unknown }
    heard.push({ host: request.headers.host, servername: socket.servername, reused: socket.isSessionReused() })
    response.setHeader("connection", "close").end()
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" ? (address?.port ?? 0) : 0
  return {
    heard,
    port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

const allow = AllowList.parse(["127.0.0.1"])
const { lookup } = answering(["127.0.0.1"])

describe("Over TLS", () => {
  it("a receiver is known by its name, though the connection was opened to an address that was looked up before", async () => {
    const known = getCACertificates("default")
    await using server = await listening()
    await using sender = await open({ allow, lookup })
    setDefaultCACertificates([...known, pem])
    try {
      expect(await sender.send({ url: `https://receiver.test:${server.port}/` })).toMatchObject({ statusCode: 200 })
      expect(await sender.send({ url: `https://another.test:${server.port}/` })).toMatchObject({
        reason: "The certificate is for another name"
      })
      expect(await sender.send({ url: `https://127.0.0.1:${server.port}/` })).toMatchObject({
        reason: "The certificate is for another name"
      })
    } finally {
      setDefaultCACertificates(known)
    }
    expect(server.heard).toEqual([{ host: `receiver.test:${server.port}`, servername: "receiver.test", reused: false }])
  })

  it("a receiver whose certificate no known authority signed gets nothing", async () => {
    await using server = await listening()
    await using sender = await open({ allow, lookup })
    expect(await sender.send({ url: `https://receiver.test:${server.port}/` })).toMatchObject({
      reason: "The certificate is not of a known authority"
    })
    expect(server.heard).toEqual([])
  })

  it("one that speaks no TLS gets nothing", async () => {
    const { createServer } = await import("node:http")
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const address = server.address()
    await using sender = await open({ allow })
    expect(
      await sender.send({ url: `https://127.0.0.1:${typeof address === "object" && address?.port}/` })
    ).toMatchObject({
      reason: "TLS could not be agreed on"
    })
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
})
