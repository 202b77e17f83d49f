/**
 * Makes a sign-in link and prints it: for the member of the address that it is given, or for the one that manages the
 * members of the first org. It reads the server's settings, and works whether the server runs or not.
 */
import { existsSync } from "node:fs"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Member, MemberStore, Members, OrgStore, Origin, SignInLink } from "@nexio/core"
import { Console, Effect, Logger, Schema } from "effect"
import { firstMember, firstOrg } from "../src/FirstStart.ts"
import * as Layers from "../src/Layers.ts"
import * as RefusedStart from "../src/RefusedStart.ts"
import * as Settings from "../src/Settings.ts"

/** Of whom a link is made, in which org. */
const memberOf = Effect.fnUntraced(function* (address: string | undefined) {
  const members = yield* MemberStore
  const orgId = yield* firstOrg(yield* OrgStore)
  if (address !== undefined) {
    const email = yield* Schema.decodeEffect(Member.Email)(address)
    const [membership] = yield* members.ofPerson(email)
    return { orgId: membership?.orgId ?? orgId, email }
  }
  const managers: Array<Member.Email> = []
  let after: string | undefined
  do {
    const page = yield* members.list(orgId, { limit: 100, after })
    managers.push(...page.items.filter(Member.manages).map(({ email }) => email))
    after = page.next
  } while (after !== undefined)
  return { orgId, email: managers.at(-1) ?? firstMember }
})

const main = Effect.gen(function* () {
  const settings = yield* Settings.fromEnvironment
  const { database, publicUrl = Settings.urlOf(settings) } = settings
  if (database.kind === "sqlite" && !existsSync(database.path)) {
    return yield* new Settings.SettingRefused({
      variable: "NEXIO_DATABASE_URL",
      expected: "the database of a server that was started before",
      found: `none at ${database.path}`
    })
  }
  // It listens nowhere.
  const { ListenFailed: _, ...refusals } = RefusedStart.bySetting(settings)
  return yield* Effect.gen(function* () {
    const { email, orgId } = yield* memberOf(process.argv[2])
    const members = yield* Members
    const { token } = yield* members.link(orgId, email)
    yield* Console.log(
      `A link that signs ${email} in, once and within 15 minutes:\n\n  ${SignInLink.url(publicUrl, token)}\n`
    )
  }).pipe(
    Effect.provideService(Origin.Actor, Origin.actor("operator", undefined)),
    Effect.provide(Layers.beside(settings)),
    Effect.catchTags(refusals)
  )
}).pipe(Effect.tapError((refused) => Console.error(refused.message)))

NodeRuntime.runMain(main.pipe(Effect.provide(Logger.layer([Logger.consolePretty()]))), { disableErrorReporting: true })
