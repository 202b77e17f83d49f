import { createServer } from "node:net"
import { gzipSync } from "node:zlib"
import { AllowList, type UndiciSender } from "@nexio/adapters-http/delivery"
import { Receiver, Reply } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { describe, expect, it } from "vitest"
import { loopback, type OpenSender, open } from "./OpenSender.ts"

const allow = loopback

/** A receiver that replies so, and a sender that may send to it. */
const facing = async (reply: Reply.Reply, options: Partial<UndiciSender.SenderOptions> = {}) => {
  const receiver = await Receiver.listen(Reply.always(reply))
  const sender = await open({ allow, ...options })
  return {
    receiver,
    sender,
    [Symbol.asyncDispose]: async () => {
      await sender[Symbol.asyncDispose]()
      await receiver.close()
    }
  }
}

/** Listens on a port, and hands what comes to `take`. */
const listening = async (take: Parameters<typeof createServer>[1]) => {
  const server = createServer(take)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address?.port}/`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

const failed = (reason: string) => ({ reason, latencyMs: expect.any(Number) })

describe("What is sent", () => {
  it("waits for no other to the same host: as many as are sent at once arrive at once", async () => {
    await using receiver = await Receiver.listen(Reply.always(Reply.hang))
    await using sender = await open({ allow, timeout: Duration.minutes(1) })
    const giveUp = new AbortController()
    const sends = Array.from({ length: 200 }, () =>
      sender.send({ url: receiver.url, headers: {}, body: "" }, giveUp.signal).catch(() => {})
    )
    expect((await receiver.waitFor(200)).length).toBe(200)
    giveUp.abort()
    await Promise.all(sends)
  })

  it("goes over connections that are kept", async () => {
    await using facingAll = await facing(Reply.answer())
    for (let nth = 0; nth < 20; nth++) await facingAll.sender.send({ url: facingAll.receiver.url })
    // An answer is told a moment before its connection is free again, so the next request may open a second one.
    expect(facingAll.receiver.connections).toBeLessThanOrEqual(2)
  })

  it("goes to its receiver, whatever proxy the environment names", async () => {
    await using proxy = await Receiver.listen()
    await using facingOne = await facing(Reply.answer(204))
    const variables = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
    for (const variable of variables) process.env[variable] = proxy.url
    try {
      await using sender = await open({ allow })
      expect(await sender.send({ url: facingOne.receiver.url })).toMatchObject({ statusCode: 204 })
    } finally {
      for (const variable of variables) delete process.env[variable]
    }
    expect(proxy.connections).toBe(0)
  })

  it("is judged again when it is sent, whatever was said when its endpoint was made", async () => {
    await using receiver = await Receiver.listen()
    await using sender = await open()
    expect(await sender.send({ url: receiver.url })).toEqual({
      reason: "The URL must begin with https://",
      latencyMs: 0
    })
    expect(sender.refusal(receiver.url)).toBe("The URL must begin with https://")
    expect(sender.refusal("https://example.com/")).toBeUndefined()
    expect(receiver.connections).toBe(0)
  })
})

describe("An answer", () => {
  it("leaves no timer behind", async () => {
    await using facingOne = await facing(Reply.answer())
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length
    const before = timers()
    for (let nth = 0; nth < 50; nth++) await facingOne.sender.send({ url: facingOne.receiver.url })
    expect(timers() - before).toBeLessThan(25)
  })

  it("is kept up to its first 1 KiB, without a character that is cut there", async () => {
    await using facingOne = await facing(Reply.answer(200, `${"x".repeat(1_022)}€${"y".repeat(60_000)}`))
    expect(await facingOne.sender.send({ url: facingOne.receiver.url })).toMatchObject({ body: "x".repeat(1_022) })
  })

  it("that is no text is kept as text that can be stored", async () => {
    await using facingOne = await facing(Reply.answer(200, Buffer.from([0x61, 0x00, 0xff, 0xc3])))
    expect(await facingOne.sender.send({ url: facingOne.receiver.url })).toMatchObject({ body: "a\uFFFD\uFFFD\uFFFD" })
  })

  it("is not decompressed", async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000))
    await using facingOne = await facing(Reply.answer(200, bomb, { "content-encoding": "gzip" }))
    const answer = await facingOne.sender.send({ url: facingOne.receiver.url })
    expect(answer).toMatchObject({ statusCode: 200 })
    expect("body" in answer && answer.body.length).toBeGreaterThan(100)
  })

  it("of 10 MB is cut off, and the connection with it", async () => {
    await using receiver = await Receiver.listen(Reply.inTurn(Reply.flood(10_000_000), Reply.answer()))
    await using sender = await open({ allow })
    expect(await sender.send({ url: receiver.url })).toEqual(failed("The answer was larger than 64 KiB"))
    expect(await receiver.requests[0]!.ended).toBe("cut off")
    expect(await sender.send({ url: receiver.url })).toMatchObject({ statusCode: 200 })
    expect(receiver.connections).toBe(2)
  })
})

describe("No answer", () => {
  const timeout = Duration.millis(200)

  it.each<[string, Reply.Reply]>([
    ["hangs", Reply.hang],
    ["drips", Reply.drip(5)]
  ])("is waited for beyond the time limit, where a receiver %s; the connection is cut off", async (_name, reply) => {
    await using facingOne = await facing(reply, { timeout })
    const sent = await facingOne.sender.send({ url: facingOne.receiver.url })
    expect(sent).toEqual(failed("No answer within 0.2 s"))
    expect(sent.latencyMs).toBeGreaterThanOrEqual(199)
    expect(sent.latencyMs).toBeLessThan(5_000)
    expect(await facingOne.receiver.requests[0]!.ended).toBe("cut off")
  })

  it("is waited for where a name server does not answer", async () => {
    await using sender = await open({ timeout, lookup: () => {} })
    expect(await sender.send({ url: "https://hooks.example/" })).toEqual(failed("No answer within 0.2 s"))
  })

  it("comes of a receiver that resets, or closes in the middle", async () => {
    await using receiver = await Receiver.listen(Reply.inTurn(Reply.reset, Reply.cutShort))
    await using sender = await open({ allow })
    expect(await sender.send({ url: receiver.url })).toEqual(failed("The connection was reset"))
    expect(await sender.send({ url: receiver.url })).toEqual(
      failed("The connection was closed before the answer was complete")
    )
  })

  it("comes where nobody listens", async () => {
    const receiver = await Receiver.listen()
    const { url } = receiver
    await receiver.close()
    await using sender = await open({ allow })
    expect(await sender.send({ url })).toEqual(failed("The connection was refused"))
  })

  it("comes where the name is unknown", async () => {
    const unknown = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" })
    await using sender = await open({ lookup: (_name, give) => give(unknown, []) })
    expect(await sender.send({ url: "https://hooks.example/" })).toEqual(failed("The name could not be resolved"))
  })

  it.each<[string, string, string]>([
    ["is not HTTP", "SSH-2.0-OpenSSH_9.9\r\n", "The answer was not HTTP"],
    [
      "has headers beyond measure",
      `HTTP/1.1 200 OK\r\nx: ${"x".repeat(100_000)}\r\n\r\n`,
      "The answer's headers were too large"
    ],
    [
      "never comes to its end",
      "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(10_000),
      "There were too many interim answers"
    ],
    [
      "switches protocols",
      "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
      "The receiver switched to another protocol"
    ]
  ])("is made of what %s", async (_name, text, reason) => {
    await using server = await listening((socket) => {
      socket.on("error", () => {}).once("data", () => socket.write(text))
    })
    await using sender = await open({ allow })
    expect(await sender.send({ url: server.url })).toEqual(failed(reason))
  })

  it("of one receiver holds up another", async () => {
    await using hanging = await facing(Reply.hang, { timeout: Duration.seconds(30) })
    await using receiver = await Receiver.listen()
    const stop = new AbortController()
    const held = Array.from({ length: 300 }, () =>
      hanging.sender.send({ url: hanging.receiver.url }, stop.signal).catch(() => "stopped")
    )
    await hanging.receiver.waitFor(100)
    expect(await hanging.sender.send({ url: receiver.url })).toMatchObject({ statusCode: 200 })
    stop.abort()
    expect(new Set(await Promise.all(held))).toEqual(new Set(["stopped"]))
  })
})

describe("An interruption", () => {
  const begun = async (sender: OpenSender, receiver: Receiver) => {
    const stop = new AbortController()
    const sent = sender.send({ url: receiver.url }, stop.signal)
    await receiver.next()
    return { sent, stop: () => stop.abort() }
  }

  it("ends a send at once, and its connection", async () => {
    await using facingOne = await facing(Reply.hang)
    const { sent, stop } = await begun(facingOne.sender, facingOne.receiver)
    stop()
    await expect(sent).rejects.toThrow()
    expect(await facingOne.receiver.requests[0]!.ended).toBe("cut off")
  })

  it("keeps what still waits for its connection from being sent", async () => {
    await using receiver = await Receiver.listen()
    const asked: Array<() => void> = []
    let hear = () => {}
    await using sender = await open({
      allow: AllowList.parse(["hooks.example"]),
      lookup: (_name, give) => {
        asked.push(() => give(null, [{ address: "127.0.0.1", family: 4 }]))
        hear()
      }
    })
    const beginning = async (path: string, signal?: AbortSignal) => {
      const lookedUp = new Promise<void>((resolve) => {
        hear = resolve
      })
      const sent = sender.send({ url: `http://hooks.example:${receiver.port}/${path}` }, signal)
      await lookedUp
      return { sent }
    }

    const stop = new AbortController()
    const { sent } = await beginning("first", stop.signal)
    stop.abort()
    await expect(sent).rejects.toThrow()
    asked[0]!()
    const second = await beginning("second")
    asked[1]!()
    await second.sent
    expect(receiver.requests.map(({ path }) => path)).toEqual(["/second"])
  })

  it("of the layer ends what is under way, and closes the connections that were kept", async () => {
    let closed = Promise.resolve()
    await using server = await listening((socket) => {
      closed = new Promise((resolve) => socket.once("close", () => resolve()))
      // By itself the connection would be kept for ten minutes.
      socket
        .on("error", () => {})
        .on("data", () => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nkeep-alive: timeout=600\r\n\r\n"))
    })
    await using receiver = await Receiver.listen(Reply.always(Reply.hang))
    const sender = await open({ allow })
    expect(await sender.send({ url: server.url })).toMatchObject({ statusCode: 200 })
    const hanging = sender.send({ url: receiver.url }).catch(() => "stopped")
    const { ended } = await receiver.next()
    await sender[Symbol.asyncDispose]()
    await closed
    expect(await ended).toBe("cut off")
    expect(await hanging).toBe("stopped")
  })
})
