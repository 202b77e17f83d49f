/** The first start: an empty database gets an org with its live environment, and a person gets what to try. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { ApiKeys, type Org, OrgStore, Orgs, Permission } from "@nexio/core"
import { Console, Effect, Redacted } from "effect"
import { type Database, SettingRefused } from "./Settings.ts"

/** What to paste into a terminal: each line works as it stands. */
export const instructions = (publicUrl: string, key: string): string =>
  `Your org is ready, with its live environment. This is its API key; it is not shown again:

  ${key}

Try it:

  curl ${publicUrl}/api/v1/me -H "Authorization: Bearer ${key}"
  curl ${publicUrl}/api/v1/runs -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" -d '{"input":{"hello":"world"}}'
  curl ${publicUrl}/api/v1/environments -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" -d '{"slug":"staging"}'
`

/** What the file says from before the org is founded until its key is shown. */
export const unfinished = "The first start has not ended yet. The next one in this folder goes on with it.\n"

/**
 * Where a first start writes: beside a SQLite database, and with PostgreSQL, which may be anywhere, in a folder where
 * the server is started.
 */
export const folderOf = (database: Database): string => (database.kind === "sqlite" ? dirname(database.path) : ".nexio")

/**
 * Founds the first org where there is none, and shows its key once: on a terminal, or else in a file for its owner
 * alone. A start that was cut off after the org was founded is ended by the next one in that folder, with a new key.
 */
export const foundFirstOrg = Effect.fnUntraced(function* (start: {
  /** Where the server is reached. */
  readonly url: string
  /** Where the file is made. */
  readonly folder: string
  /** Whether somebody is at a terminal to read it. */
  readonly terminal: boolean
}) {
  const file = join(start.folder, "first-start")
  const key = yield* firstKey(file)
  if (key === undefined) return
  const text = instructions(start.url, Redacted.value(key))
  if (start.terminal) {
    yield* Console.log(`\n${text}`)
    return yield* Effect.sync(() => rmSync(file))
  }
  yield* write(`${file}.part`, text)
  yield* Effect.sync(() => renameSync(`${file}.part`, file))
  yield* Effect.logInfo(`The first org's API key is in ${file}. Read it, keep the key, and delete the file`)
})

const firstKey = Effect.fnUntraced(function* (file: string) {
  const store = yield* OrgStore
  if (yield* store.isEmpty) {
    yield* write(file, unfinished)
    const orgs = yield* Orgs
    return (yield* orgs.found({ name: "My org" })).key
  }
  if (!existsSync(file) || readFileSync(file, "utf8") !== unfinished) return
  // It was the first, and the operator may have founded others since.
  const items = yield* all(store)
  const apiKeys = yield* ApiKeys
  const granted = { name: "First key", environment: "live", permissions: Permission.all, granter: Permission.all }
  return (yield* apiKeys.mint(items.at(-1)!.id, granted)).key
})

const all = Effect.fnUntraced(function* (store: OrgStore["Service"]) {
  const orgs: Array<Org.Org> = []
  let after: string | undefined
  do {
    const page = yield* store.list({ limit: 100, after })
    orgs.push(...page.items)
    after = page.next
  } while (after !== undefined)
  return orgs
})

const write = (file: string, text: string): Effect.Effect<void, SettingRefused> =>
  Effect.try({
    try: () => {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      rmSync(file, { force: true })
      writeFileSync(file, text, { mode: 0o600, flag: "wx", flush: true })
    },
    catch: (cause) =>
      new SettingRefused({
        variable: "NEXIO_DATABASE_URL",
        expected: `a folder in which ${file} can be written`,
        found: cause instanceof Error ? cause.message : String(cause)
      })
  })
