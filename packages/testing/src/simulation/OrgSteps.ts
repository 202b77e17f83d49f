/** What is done to orgs and environments in a simulation. */
import { Environments, Orgs } from "@nexio/core"
import { Effect } from "effect"
import type { Ledger } from "./Ledger.ts"
import type { User } from "./User.ts"

export const found = Effect.fnUntraced(function* (user: User, name: string) {
  const { ledger } = user
  const limits = { environmentLimit: 1_000, endpointLimit: 1_000 }
  const done = yield* user.ask(
    name,
    Orgs.use((orgs) => orgs.found({ name, ...limits }))
  )
  const { live, org } = done!.value
  ledger.orgs.push({ id: org.id, suspended: false, changed: ledger.moment() })
  ledger.environments.push({ orgId: org.id, environmentId: live.id, slug: live.slug, live: true, gone: false })
  ledger.wrote(org.id, "org.created", org.id)
})

/** In the first org. */
export const createEnvironment = Effect.fnUntraced(function* (user: User) {
  const { ledger } = user
  const { id: orgId } = ledger.orgs[0]!
  const slug = `env_${ledger.environments.length}`
  const done = yield* user.ask(
    `An environment ${slug}`,
    Environments.use((environments) => environments.create(orgId, { slug }))
  )
  if (done === undefined) return
  const { id } = done.value
  ledger.environments.push({ orgId, environmentId: id, slug, live: false, gone: false })
  ledger.wrote(orgId, "environment.created", id)
})

/** The oldest that there is beside live. */
export const deleteEnvironment = Effect.fnUntraced(function* (user: User) {
  const { clock, ledger } = user
  const environment = ledger.environments.find(({ gone, live }) => !gone && !live)
  if (environment === undefined) return
  const { environmentId, orgId, slug } = environment
  const done = yield* user.ask(
    `The end of ${slug}`,
    Environments.use((environments) => environments.remove(orgId, slug))
  )
  if (done === undefined) return
  environment.gone = true
  for (const endpoint of ledger.endpoints.filter((one) => one.environmentId === environmentId)) {
    endpoint.active = false
    ledger.changed(endpoint, true, clock.now)
  }
  ledger.wrote(orgId, "environment.deleted", environmentId)
})

export const suspend = Effect.fnUntraced(function* (user: User, org: Ledger["orgs"][number], suspended: boolean) {
  const { ledger } = user
  const done = yield* user.ask(
    `${org.id} is ${suspended ? "suspended" : "resumed"}`,
    Orgs.use((orgs) => orgs.change(org.id, { suspended }))
  )
  if (done === undefined || org.suspended === suspended) return
  org.suspended = suspended
  org.changed = ledger.moment()
  ledger.wrote(org.id, suspended ? "org.suspended" : "org.resumed", org.id)
})
