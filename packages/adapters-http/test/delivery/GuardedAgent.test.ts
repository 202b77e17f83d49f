import { AddressGuard, AllowList, GuardedAgent, NameLookup } from "@nexio/adapters-http/delivery"
import { Receiver } from "@nexio/testing/receiver"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { answering, open } from "./OpenSender.ts"
import { runs } from "./runs.ts"

/** A listener on the loopback that counts who comes; nobody should. */
let receiver: Receiver
beforeAll(async () => {
  receiver = await Receiver.listen()
})
afterAll(() => receiver.close())

/** How many connections were opened to it meanwhile. It hears of one before the one that asks here gets through. */
const connectionsDuring = async (act: () => Promise<unknown>): Promise<number> => {
  const before = receiver.connections
  await act()
  await fetch(receiver.url, { method: "POST", headers: { connection: "close" } })
  return receiver.connections - before - 1
}

const refused = expect.objectContaining({ reason: expect.stringContaining("public") })

const agentOf = (allow: AllowList.AllowList, lookup?: NameLookup.NameLookup) =>
  GuardedAgent.make({
    guard: AddressGuard.make(allow, () => []),
    connectTimeoutMs: 5_000,
    maxWireBytes: 65_536,
    lookup
  })

describe("No connection is opened", () => {
  it.each([
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "127.0.0.1.",
    "0",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::]",
    "[::1]"
  ])("to the loopback written as %s", async (host) => {
    await using sender = await open()
    expect(
      await connectionsDuring(async () => {
        expect(await sender.send({ url: `https://${host}:${receiver.port}/` })).toEqual(refused)
      })
    ).toBe(0)
  })

  it.each(["127.0.0.1", "0.0.0.0", "::ffff:127.0.0.1", "::ffff:7f00:1", "::1", "::", "127.0.0.2"])(
    "under a name that leads to %s",
    async (address) => {
      const { asked, lookup } = answering([address])
      await using sender = await open({ lookup })
      expect(
        await connectionsDuring(async () => {
          expect(await sender.send({ url: `https://hooks.example:${receiver.port}/` })).toEqual(refused)
        })
      ).toBe(0)
      expect(asked).toEqual(["hooks.example"])
    }
  )

  it("by the agent itself, to a literal or a name, whoever forgot to ask about the URL", async () => {
    const agent = agentOf(AllowList.none, answering(["127.0.0.1"]).lookup)
    expect(
      await connectionsDuring(async () => {
        for (const host of ["127.0.0.1", "[::ffff:127.0.0.1]", "hooks.example"]) {
          const origin = `http://${host}:${receiver.port}`
          await expect(agent.request({ origin, path: "/", method: "POST" })).rejects.toThrow(
            GuardedAgent.AddressRefused
          )
        }
      })
    ).toBe(0)
    await agent.close()
  })

  it("where a name leads to a public address at first, and to a private one at the connection", async () => {
    // What is allowed stands for what is public: 127.0.0.2, where nobody listens.
    const { asked, lookup } = answering(["127.0.0.2"], ["127.0.0.1"])
    await using sender = await open({ allow: AllowList.parse(["127.0.0.2"]), lookup })
    const url = `https://hooks.example:${receiver.port}/`
    expect(
      await connectionsDuring(async () => {
        expect(sender.refusal(url)).toBeUndefined()
        expect(await sender.send({ url })).not.toEqual(refused)
        expect(await sender.send({ url })).toEqual(refused)
      })
    ).toBe(0)
    // A name is asked for once for each connection: what was judged is what is connected to.
    expect(asked.length).toBe(2)
  })

  it("to the private ones among a name's addresses, when the public ones do not answer", async () => {
    const { lookup } = answering(["127.0.0.2", "127.0.0.1", "::ffff:127.0.0.1"])
    await using sender = await open({ allow: AllowList.parse(["127.0.0.2"]), lookup })
    expect(await connectionsDuring(() => sender.send({ url: `https://hooks.example:${receiver.port}/` }))).toBe(0)
  })

  it("to the server's own ports, allowed or not", async () => {
    await using sender = await open({
      allow: AllowList.parse(["localhost", "127.0.0.1", "hooks.example"]),
      ownPorts: () => [receiver.port],
      lookup: answering(["127.0.0.1"]).lookup
    })
    expect(
      await connectionsDuring(async () => {
        for (const host of ["127.0.0.1", "localhost", "hooks.example"]) {
          expect(await sender.send({ url: `http://${host}:${receiver.port}/` })).toMatchObject({
            reason: "The address is this server's own"
          })
        }
      })
    ).toBe(0)
  })
})

describe("A connection is opened", () => {
  it("to what is allowed, under its own name", async () => {
    const { asked, lookup } = answering(["127.0.0.1"])
    await using sender = await open({ allow: AllowList.parse([`hooks.example:${receiver.port}`]), lookup })
    expect(await sender.send({ url: `http://hooks.example:${receiver.port}/` })).toMatchObject({ statusCode: 200 })
    expect(receiver.requests.at(-1)?.headers.host).toBe(`hooks.example:${receiver.port}`)
    expect(asked).toEqual(["hooks.example"])
  })

  it("to the next of a name's addresses, where one does not answer", async () => {
    const agent = agentOf(AllowList.parse(["127.0.0.0/8"]), answering(["127.0.0.2", "127.0.0.1"]).lookup)
    const { statusCode } = await agent.request({
      origin: `http://hooks.example:${receiver.port}`,
      path: "/",
      method: "POST"
    })
    expect(statusCode).toBe(200)
    await agent.destroy()
  })

  it("as the operating system resolves names, where nothing else is said", async () => {
    await using sender = await open({ allow: AllowList.parse(["localhost"]) })
    expect(await sender.send({ url: `http://localhost:${receiver.port}/` })).toMatchObject({ statusCode: 200 })
  })
})

describe("A look-up", () => {
  it("is shared by all who ask for the same name while it is under way, and not kept after it", () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1 }), { minLength: 1, maxLength: 5 }),
        (rounds) => {
          const answers: Array<() => void> = []
          const given: Array<string> = []
          const lookup = NameLookup.shared((name, give) => {
            answers.push(() => give(null, [{ address: name, family: 4 }]))
          })
          for (const names of rounds) {
            for (const name of names) lookup(name, (_error, [address]) => given.push(`${name} ${address?.address}`))
            expect(answers.length).toBe(new Set(names).size)
            for (const answer of answers.splice(0)) answer()
          }
          expect(given.toSorted()).toEqual(
            rounds
              .flat()
              .map((name) => `${name} ${name}`)
              .toSorted()
          )
        }
      ),
      runs
    ))

  it("is one for a burst of connections to one receiver", async () => {
    const { asked, lookup } = answering(["127.0.0.1"])
    await using sender = await open({ allow: AllowList.parse(["hooks.example"]), lookup })
    const url = `http://hooks.example:${receiver.port}/`
    await Promise.all(Array.from({ length: 50 }, () => sender.send({ url })))
    expect(asked.length).toBe(1)
  })
})
