import { execFile } from "node:child_process"
import { getCACertificates, setDefaultCACertificates } from "node:tls"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { listen, pem, senderTo } from "./HostileListening.ts"
import { all } from "./HostileReceivers.ts"
import { open } from "./OpenSender.ts"

const known = getCACertificates("default")
beforeAll(() => setDefaultCACertificates([...known, pem]))
afterAll(() => setDefaultCACertificates(known))

describe("A receiver that", () => {
  it.each(all)("$does is told of as such, and done with", async (receiver) => {
    await using listening = await listen(receiver)
    await using sender = await open(senderTo(receiver))
    expect(await sender.send({ url: listening.url })).toEqual({
      ...receiver.recorded,
      latencyMs: expect.any(Number)
    })
    if ("reason" in receiver.recorded) expect(receiver.recorded.reason.length).toBeLessThan(70)
  })

  it("does any of this fills no memory: less than 10 MB, all at once; in a hunt less than 5 MB for each, one attempt after the other", async () => {
    const way = process.env["NEXIO_HUNT"] === undefined ? "together" : "each"
    const script = fileURLToPath(import.meta.resolve("./HostileMemory.ts"))
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, way])
    const grown: Record<string, number> = JSON.parse(stdout)
    expect(Object.keys(grown)).toEqual(way === "together" ? ["all of it"] : all.map(({ does }) => does))
    const limit = way === "together" ? 10_000_000 : 5_000_000
    expect(Object.entries(grown).filter(([, bytes]) => bytes > limit)).toEqual([])
  })
})
