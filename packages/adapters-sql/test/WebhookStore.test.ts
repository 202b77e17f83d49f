import { type Endpoint, Environments, type Id, Orgs, Webhooks } from "@nexio/core"
import { endpointChange, eventTypes, url } from "@nexio/testing/arbitraries"
import { Effect, Exit, Option, Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { at, caller, onDatabase, turns } from "./Installation.ts"
import { runs } from "./runs.ts"
import * as Tables from "./Tables.ts"

const together = { concurrency: "unbounded" } as const

const input = { url: "https://example.com", events: ["run.failed"] } as const

/** How it ended. */
const tag = <A, E extends { readonly _tag: string }, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.exit(effect), (exit) =>
    Exit.isSuccess(exit) ? "done" : Option.getOrThrow(Exit.findErrorOption(exit))._tag
  )

const active = (path: string) =>
  Tables.read(path, "select environment_id, count(*) as count from endpoints where active = 1 group by 1").map(
    ({ count }) => Number(count)
  )

describe("An environment's endpoints", () => {
  it("are never more active than the cap, made or activated by however many at once", () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(
          fc.tuple(fc.constantFrom("create", "activate", "deactivate", "remove"), fc.nat(), fc.nat({ max: 4 })),
          {
            maxLength: 30
          }
        ),
        (endpointLimit, commands) =>
          onDatabase((path) =>
            Effect.gen(function* () {
              const webhooks = yield* Webhooks
              const live = yield* caller
              yield* Orgs.use((orgs) => orgs.change(live.orgId, { endpointLimit }))
              const dormant: Array<Id.EndpointId> = []
              for (let nth = 0; nth < 6; nth += 1) {
                dormant.push((yield* webhooks.create(live, { ...input, active: false })).endpoint.id)
              }
              const done = yield* Effect.forEach(
                commands,
                ([kind, nth, wait]) => {
                  const id = dormant[nth % dormant.length]!
                  const command: Effect.Effect<unknown, { readonly _tag: string }> =
                    kind === "create"
                      ? webhooks.create(live, input)
                      : kind === "remove"
                        ? webhooks.remove(live, id)
                        : webhooks.update(live, id, { active: kind === "activate" })
                  return Effect.andThen(turns(wait), tag(command))
                },
                together
              )
              for (const one of done) expect(["done", "EndpointLimitReached", "EndpointNotFound"]).toContain(one)
              for (const count of active(path)) expect(count).toBeLessThanOrEqual(endpointLimit)
            })
          )
      ),
      runs
    ))

  it("are exactly as many as fit, in each environment, of however many that are asked for at once", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const webhooks = yield* Webhooks
        const live = yield* caller
        yield* Orgs.use((orgs) => orgs.change(live.orgId, { endpointLimit: 3 }))
        const dev = yield* Environments.use((environments) => environments.create(live.orgId, { slug: "dev" }))
        const scopes = [live, { ...live, environmentId: dev.id, environment: dev.slug }]
        const done = yield* Effect.forEach(
          Array.from({ length: 20 }, (_, nth) => nth),
          (nth) => Effect.andThen(turns(nth % 5), tag(webhooks.create(scopes[nth % 2]!, input))),
          together
        )
        expect(done.filter((one) => one === "done").length).toBe(6)
        expect(active(path)).toEqual([3, 3])
      })
    ))

  it("are found and listed as they were made and changed, in their environment and nowhere else", () =>
    fc.assert(
      fc.asyncProperty(url, eventTypes, fc.array(endpointChange, { maxLength: 4 }), (url, events, changes) =>
        onDatabase(() =>
          Effect.gen(function* () {
            const webhooks = yield* Webhooks
            const [one, other] = [yield* caller, yield* caller]
            const dev = yield* Environments.use((environments) => environments.create(one.orgId, { slug: "dev" }))
            const elsewhere = [other, { ...one, environmentId: dev.id }]
            let { endpoint }: { readonly endpoint: Endpoint.Endpoint } = yield* webhooks.create(one, { url, events })
            for (const [nth, { authToken, ...change }] of changes.entries()) {
              const token = authToken == null ? authToken : Redacted.make(authToken as string)
              endpoint = yield* at(5_000 + nth)(webhooks.update(one, endpoint.id, { ...change, authToken: token }))
              expect(endpoint).toMatchObject({
                updatedAt: 5_000 + nth,
                ...(change.url === undefined ? {} : { url: change.url })
              })
            }
            expect(yield* webhooks.find(one, endpoint.id)).toEqual(endpoint)
            expect((yield* webhooks.list(one, { limit: 5 })).items).toEqual([endpoint])
            for (const scope of elsewhere) {
              expect(yield* tag(webhooks.find(scope, endpoint.id))).toBe("EndpointNotFound")
              expect(yield* tag(webhooks.remove(scope, endpoint.id))).toBe("EndpointNotFound")
              expect((yield* webhooks.list(scope, { limit: 5 })).items).toEqual([])
            }
            yield* webhooks.remove(one, endpoint.id)
            expect(yield* tag(webhooks.find(one, endpoint.id))).toBe("EndpointNotFound")
            expect((yield* webhooks.list(one, { limit: 5 })).items).toEqual([])
          })
        )
      ),
      runs
    ))
})
