import { readFileSync, writeFileSync } from "node:fs"
import { BlockList } from "node:net"
import { networkInterfaces } from "node:os"
import { AddressGuard, AllowList, GuardedAgent } from "@nexio/adapters-http/delivery"
import { Receiver, Reply } from "@nexio/testing/receiver"
import { Result } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { attemptsDuring } from "./ConnectAttempts.ts"
import { beside, type HostileUrl, lines, made, publicStandIn } from "./HostileUrls.ts"
import { type Listening, listenEverywhere } from "./ListeningEverywhere.ts"
import { openExecutor } from "./OpenExecutor.ts"
import { answering, open } from "./OpenSender.ts"
import * as registries from "./SpecialRegistries.ts"

const golden = new URL("hostile-urls.jsonl", import.meta.url)

let listener: Listening
let port = 0
const proxies = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "NODE_USE_ENV_PROXY"]

beforeAll(async () => {
  listener = await listenEverywhere()
  port = listener.port
  // Whatever they name is not gone to; nobody may be tempted by any of the URLs below.
  for (const proxy of proxies) process.env[proxy] = proxy.startsWith("NODE") ? "1" : `http://127.0.0.1:${port}`
})

afterAll(async () => {
  for (const proxy of proxies) delete process.env[proxy]
  await listener[Symbol.asyncDispose]()
})

const all: ReadonlyArray<HostileUrl> = lines(made()).map((line) => JSON.parse(line))
const by = (...kinds: ReadonlyArray<HostileUrl["by"]>) => all.filter(({ by }) => kinds.includes(by))
const here = (url: string) => url.replaceAll("PORT", String(port))
const allow = AllowList.parse([publicStandIn])

/** Sends to it as often as the name server has answers. */
const send = async ({ answers = [[]], url }: HostileUrl) => {
  const { asked, lookup } = answering(answers[0]!, ...answers.slice(1))
  await using sender = await open({ allow, lookup })
  const sent = []
  for (const _ of answers) sent.push(await sender.send({ url: here(url) }))
  return { asked, sent, refusal: sender.refusal(here(url)) }
}

/** Has the agent connect to it, whatever is thought of the URL. */
const connect = async ({ answers: [answer] = [["127.0.0.1", "::1"]], url }: HostileUrl) => {
  const agent = GuardedAgent.make({
    guard: AddressGuard.make(allow, () => []),
    connectTimeoutMs: 5_000,
    maxWireBytes: 65_536,
    lookup: answering(answer!).lookup
  })
  const origin = `https://${URL.parse(here(url))?.host}`
  const result = await agent.request({ origin, path: "/", method: "POST" }).catch((error) => error)
  await agent.destroy()
  return result
}

describe("The corpus of hostile URLs", () => {
  it("is the committed one, so that it can be read; NEXIO_GOLDEN=write writes it anew", () => {
    const text = lines(made()).map((line) => `${line}\n`)
    if (process.env["NEXIO_GOLDEN"] === "write") writeFileSync(golden, text.join(""))
    expect(text.join("")).toBe(readFileSync(golden, "utf8"))
    expect(text.length).toBeGreaterThan(500)
  })

  it("is refused by its URLs alone, where they say enough, with a reason, and nobody is asked for a name", async () => {
    const attempts = await attemptsDuring(async () => {
      for (const hostile of by("literal", "url")) {
        const { asked, refusal, sent } = await send(hostile)
        expect([hostile.url, refusal, asked]).toEqual([hostile.url, expect.stringMatching(/^.{10,90}$/), []])
        expect(sent).toEqual([{ reason: refusal, latencyMs: 0 }])
      }
    })
    expect([attempts, listener.connections()]).toEqual([{ addresses: [], lookups: 0 }, 0])
  })

  it("is refused at the look-up, where names lead to it, and no socket is opened", async () => {
    const attempts = await attemptsDuring(async () => {
      for (const hostile of by("name")) {
        const { asked, refusal, sent } = await send(hostile)
        expect([hostile, refusal, asked.length]).toEqual([hostile, undefined, 1])
        expect(sent).toEqual([{ reason: "The name has no public address", latencyMs: expect.any(Number) }])
      }
    })
    expect([attempts, listener.connections()]).toEqual([{ addresses: [], lookups: 0 }, 0])
  })

  it("is refused by the agent itself, whoever forgot to ask about the URL", async () => {
    const attempts = await attemptsDuring(async () => {
      for (const hostile of by("literal", "name")) {
        // What is no URL is nothing to connect to.
        if (URL.parse(here(hostile.url)) === null) continue
        expect([hostile, await connect(hostile)]).toEqual([hostile, expect.any(GuardedAgent.AddressRefused)])
      }
    })
    expect([attempts, listener.connections()]).toEqual([{ addresses: [], lookups: 0 }, 0])
  })

  it("is refused to engines too, and the run says that its executor was not reached", async () => {
    const attempts = await attemptsDuring(async () => {
      for (const hostile of by("literal", "name", "url")) {
        await using executor = await openExecutor({ allow, lookup: answering(hostile.answers?.[0] ?? []).lookup })
        const outcome = await executor.execute(here(hostile.url))
        expect([hostile, outcome]).toMatchObject([hostile, { status: "failed", error: "executor_unreachable" }])
      }
    })
    expect([attempts, listener.connections()]).toEqual([{ addresses: [], lookups: 0 }, 0])
  })

  it("is left out where a name has public addresses too, before, beside or after it", async () => {
    const before = listener.connections()
    const { addresses, lookups } = await attemptsDuring(async () => {
      for (const hostile of by("some")) {
        const { asked } = await send(hostile)
        expect(asked.length).toBe(hostile.answers?.length)
      }
    })
    const publicAnswers = by("some").flatMap(({ answers = [] }) => answers.filter((one) => one.includes(publicStandIn)))
    expect(addresses).toEqual(publicAnswers.map(() => `${publicStandIn} ${port}`))
    expect([lookups, listener.connections() - before]).toEqual([0, publicAnswers.length])
  })

  it("is not gone to where a receiver redirects to it", async () => {
    const targets = by("literal").map(({ url }) => here(url))
    const statuses = [300, 301, 302, 303, 305, 307, 308]
    await using receiver = await Receiver.listen(({ nth }) =>
      Reply.redirect(encodeURI(targets[nth - 1]!), statuses[nth % statuses.length]!)
    )
    await using sender = await open({ allow: AllowList.parse([`127.0.0.1:${receiver.port}`]) })
    const before = listener.connections()
    const { addresses } = await attemptsDuring(async () => {
      for (const _ of targets) expect(await sender.send({ url: receiver.url })).toHaveProperty("statusCode")
    })
    expect(new Set(addresses)).toEqual(new Set([`127.0.0.1 ${receiver.port}`]))
    expect(listener.connections()).toBe(before)
  })
})

describe("The server's own listener", () => {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const addresses = [
    ...own.map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address)),
    ...["127.0.0.1", "127.9.9.9", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "::ffff:0.0.0.0"]
  ]
  const everything = AllowList.parse(["0.0.0.0/0", "::/0", "hooks.example"])

  it.each(addresses)("is reached over %s by nobody, though all is allowed; another listener is", async (address) => {
    const { lookup } = answering([address])
    const host = address.includes(":") ? `[${address}]` : address
    const urls = [`https://hooks.example:${port}/`, ...(address.includes("%") ? [] : [`http://${host}:${port}/`])]
    await using refusing = await open({ allow: everything, lookup, ownPorts: () => [1, port] })
    await using allowing = await open({ allow: everything, lookup, ownPorts: () => [1] })
    const refused = await attemptsDuring(async () => {
      for (const url of urls)
        expect(await refusing.send({ url })).toMatchObject({ reason: "The address is this server's own" })
    })
    const opened = await attemptsDuring(async () => {
      for (const url of urls) await allowing.send({ url })
    })
    expect([refused.addresses.length, opened.addresses.length]).toEqual([0, urls.length])
  })
})

describe("A public address", () => {
  /** The addresses beside the networks of a registry that are in none of them. */
  const edges = (registry: typeof registries.ipv4, family: "ipv4" | "ipv6") => {
    const special = new BlockList()
    for (const [network] of registry) special.addSubnet(network.split("/")[0]!, Number(network.split("/")[1]), family)
    return registry.flatMap(([network]) => beside(network)).filter((address) => !special.check(address, family))
  }
  const resolvers = ["1.1.1.1", "8.8.8.8", "168.63.129.15", "2606:4700:4700::1111", "2001:4860:4860::8888"]

  it("may be connected to, up to the edge of each special network", () => {
    const guard = AddressGuard.make(AllowList.none, () => [port])
    const open = [...edges(registries.ipv4, "ipv4"), ...edges(registries.ipv6, "ipv6")]
    expect(open.length).toBeGreaterThan(35)
    for (const address of [...open, ...resolvers]) {
      const host = address.includes(":") ? `[${address}]` : address
      expect([address, guard.refusalOfAddress(address, "hooks.example", port)]).toEqual([address, undefined])
      expect([address, Result.isSuccess(guard.admitUrl(`https://${host}:8443/`))]).toEqual([address, true])
    }
  })
})
