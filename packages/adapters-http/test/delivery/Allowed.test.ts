import { AllowList } from "@nexio/adapters-http/delivery"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { attemptsDuring } from "./ConnectAttempts.ts"
import { type Listening, listenEverywhere } from "./ListeningEverywhere.ts"
import { answering, open } from "./OpenSender.ts"

let listeners: ReadonlyArray<Listening> = []
beforeAll(async () => {
  listeners = [await listenEverywhere(), await listenEverywhere()]
})
afterAll(() => Promise.all(listeners.map((listener) => listener[Symbol.asyncDispose]())))

const here = (text: string) =>
  text.replaceAll("PORT", String(listeners[0]?.port)).replaceAll("OTHER", String(listeners[1]?.port))

/** Where one may want to send, and what its name leads to. */
const targets: Readonly<Record<string, string>> = {
  "https://127.0.0.1:PORT": "127.0.0.1",
  "https://127.0.0.1:OTHER": "127.0.0.1",
  "https://127.0.0.2:PORT": "127.0.0.2",
  "https://127.0.0.4:PORT": "127.0.0.4",
  "https://[::1]:PORT": "::1",
  "https://[::1]:OTHER": "::1",
  "https://[::ffff:127.0.0.1]:PORT": "::ffff:7f00:1",
  "https://hooks.example:PORT": "127.0.0.1",
  "https://hooks.example:OTHER": "127.0.0.1",
  "https://six.example:PORT": "::1",
  "https://a.hooks.example:PORT": "127.0.0.1",
  "https://localhost:PORT": "127.0.0.1",
  "http://127.0.0.1:PORT": "127.0.0.1",
  "http://hooks.example:PORT": "127.0.0.1",
  "http://[::1]:PORT": "::1",
  "http://localhost:PORT": "127.0.0.1"
}

/** Entries of the list, and which of the targets they open. */
const opened: ReadonlyArray<readonly [entries: string, targets: RegExp]> = [
  ["", /^$/],
  ["127.0.0.1", /127\.0\.0\.1|https:..(a\.)?hooks/],
  ["127.0.0.1:PORT", /127\.0\.0\.1\]?:PORT|https:..(a\.)?hooks.example:PORT/],
  ["127.0.0.1:OTHER", /127\.0\.0\.1:OTHER|https:..hooks.example:OTHER/],
  ["127.0.0.0/30", /127\.0\.0\.[12]\b|https:..(a\.)?hooks/],
  ["127.0.0.4/32", /127\.0\.0\.4/],
  ["::1", /\[::1\]|https:..six/],
  ["[::1]:OTHER", /\[::1\]:OTHER/],
  ["::/127", /\[::1\]|https:..six/],
  ["::/0", /\[::1\]|https:..six|ffff/],
  ["hooks.example", /\/hooks/],
  ["hooks.example:OTHER", /\/hooks.example:OTHER/],
  ["localhost", /localhost/],
  ["localhost:PORT,six.example", /localhost|six/],
  ["10.0.0.0/8,fd00::/8,example,hooks,127.0.0.5", /^$/]
]

describe("What is allowed", () => {
  it.each(opened)("by %j opens just what it names", async (entries, expected) => {
    const allow = AllowList.parse(entries === "" ? [] : here(entries).split(","))
    const reached: Array<string> = []
    for (const [target, address] of Object.entries(targets)) {
      const url = here(target)
      await using sender = await open({ allow, lookup: answering([address]).lookup })
      const attempts = await attemptsDuring(async () => {
        const sent = await sender.send({ url })
        if (sender.refusal(url) !== undefined) expect(sent).toMatchObject({ latencyMs: 0 })
      })
      if (attempts.addresses.length === 0) continue
      reached.push(target)
      expect(attempts).toEqual({ addresses: [`${address} ${new URL(url).port}`], lookups: 0 })
    }
    expect(reached).toEqual(Object.keys(targets).filter((target) => expected.test(target)))
  })
})
