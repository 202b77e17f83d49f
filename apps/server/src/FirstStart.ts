/** The first start: an empty database gets an org with its live environment, and a person gets what to try. */
import { rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { OrgStore, Orgs } from "@nexio/core"
import { Console, Effect, Redacted } from "effect"

/** What to paste into a terminal: each line works as it stands. */
export const instructions = (publicUrl: string, key: string): string =>
  `Your org is ready, with its live environment. This is its API key; it is not shown again:

  ${key}

Try it:

  curl ${publicUrl}/api/v1/me -H "Authorization: Bearer ${key}"
  curl ${publicUrl}/api/v1/runs -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" -d '{"input":{"hello":"world"}}'
  curl ${publicUrl}/api/v1/environments -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" -d '{"slug":"dev"}'
`

/** Founds the first org where there is none, and shows its key once: on a terminal, or else in a file for its owner alone. */
export const foundFirstOrg = Effect.fnUntraced(function* (start: {
  /** Where the server is reached. */
  readonly url: string
  /** The database's path: the file is made beside it. */
  readonly database: string
  /** Whether somebody is at a terminal to read it. */
  readonly terminal: boolean
}) {
  const store = yield* OrgStore
  if (!(yield* store.isEmpty)) return
  const orgs = yield* Orgs
  const { key } = yield* orgs.found({ name: "My org" })
  const text = instructions(start.url, Redacted.value(key))
  if (start.terminal) return yield* Console.log(`\n${text}`)
  const file = join(dirname(start.database), "first-start")
  yield* Effect.sync(() => {
    rmSync(file, { force: true })
    writeFileSync(file, text, { mode: 0o600, flag: "wx", flush: true })
  })
  yield* Effect.logInfo(`The first org's API key is in ${file}. Read it, keep the key, and delete the file`)
})
