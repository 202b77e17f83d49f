/** The first start: an empty database gets an org with its live environment, and a person gets what to try. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { ApiKeys, Member, Members, type Org, OrgStore, Orgs, Permission, SignInLink } from "@nexio/core"
import { Console, Effect, Redacted } from "effect"
import { type Database, SettingRefused } from "./Settings.ts"

/** What to paste into a terminal: each line works as it stands. */
export const instructions = (publicUrl: string, key: string, link: string): string =>
  `Your org is ready, with its live environment. Open the portal by this link, once and within 15 minutes; another one
is made by: npx -y pnpm@12 sign-in

  ${link}

This is an API key of the live environment; it is not shown again:

  ${key}

Try it:

  curl ${publicUrl}/api/v1/me -H "Authorization: Bearer ${key}"
  curl ${publicUrl}/api/v1/runs -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" -d '{"input":{"hello":"world"}}'
  curl ${publicUrl}/api/v1/environments -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" -d '{"slug":"staging"}'
`

/** Who owns the first org, until it has members by addresses of their own. */
export const firstMember = Member.Email.make("owner@localhost")

/** What the file says from before the org is founded until its key is shown. */
export const unfinished = "The first start has not ended yet. The next one in this folder goes on with it.\n"

/**
 * Where a first start writes: beside a SQLite database, and with PostgreSQL, which may be anywhere, in a folder where
 * the server is started.
 */
export const folderOf = (database: Database): string => (database.kind === "sqlite" ? dirname(database.path) : ".nexio")

/**
 * Founds the first org where there is none, and shows its key and a sign-in link once: on a terminal, or else in a file
 * for its owner alone. A start that was cut off after the org was founded is ended by the next one in that folder, with a new key.
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
  const first = yield* firstKey(file)
  if (first === undefined) return
  const members = yield* Members
  const { token } = yield* members.link(first.orgId, firstMember)
  const text = instructions(start.url, Redacted.value(first.key), SignInLink.url(start.url, token))
  if (start.terminal) {
    yield* Console.log(`\n${text}`)
    return yield* Effect.sync(() => rmSync(file))
  }
  yield* write(`${file}.part`, text)
  yield* Effect.sync(() => renameSync(`${file}.part`, file))
  yield* Effect.logInfo(
    `The portal's sign-in link and the first API key are in ${file}. Read it, keep the key, and delete the file`
  )
})

const firstKey = Effect.fnUntraced(function* (file: string) {
  const store = yield* OrgStore
  if (yield* store.isEmpty) {
    yield* write(file, unfinished)
    const orgs = yield* Orgs
    const { key, org } = yield* orgs.found({ name: "My org" })
    return { orgId: org.id, key }
  }
  if (!existsSync(file) || readFileSync(file, "utf8") !== unfinished) return
  // It was the first, and the operator may have founded others since.
  const orgId = yield* firstOrg(store)
  const apiKeys = yield* ApiKeys
  const granted = { name: "First key", environment: "live", permissions: Permission.all, granter: Permission.all }
  return { orgId, key: (yield* apiKeys.mint(orgId, granted)).key }
})

/** The org that was founded first. */
export const firstOrg = Effect.fnUntraced(function* (store: OrgStore["Service"]) {
  let first: Org.Org | undefined
  let after: string | undefined
  do {
    const page = yield* store.list({ limit: 100, after })
    first = page.items.at(-1) ?? first
    after = page.next
  } while (after !== undefined)
  return first!.id
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
