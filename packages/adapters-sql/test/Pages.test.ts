import {
  ApiKeys,
  type Instant,
  Orgs,
  type Page,
  Permission,
  type Principal,
  Run,
  RunStore,
  Runs,
  Webhooks
} from "@nexio/core"
import { limit, run } from "@nexio/testing/arbitraries"
import { Effect } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { at, caller, type Installed, onDatabase } from "./Installation.ts"
import { runs } from "./runs.ts"

interface Item {
  readonly id: string
  readonly createdAt: Instant.Instant
}

interface List {
  readonly make: Effect.Effect<Item, unknown, Installed>
  readonly page: (request: Page.PageRequest) => Effect.Effect<Page.Page<Item>, unknown, Installed>
}

const lists: Readonly<Record<string, (caller: Principal.Principal) => List>> = {
  runs: (caller) => ({
    make: Runs.use((runs) => runs.submit(caller, "default", { input: {} })),
    page: (request) => Runs.use((runs) => runs.list(caller, {}, request))
  }),
  "API keys": ({ orgId }) => ({
    make: ApiKeys.use((apiKeys) =>
      apiKeys.mint(orgId, { name: "a key", environment: "live", granter: Permission.all })
    ).pipe(Effect.map(({ apiKey }) => apiKey)),
    page: (request) => ApiKeys.use((apiKeys) => apiKeys.list(orgId, "all", request))
  }),
  endpoints: (caller) => ({
    make: Webhooks.use((webhooks) =>
      webhooks.create(caller, { url: "https://example.com", events: ["run.failed"] })
    ).pipe(Effect.map(({ endpoint }) => endpoint)),
    page: (request) => Webhooks.use((webhooks) => webhooks.list(caller, request))
  }),
  orgs: () => ({
    make: Orgs.use((orgs) => orgs.found({ name: "Acme" })).pipe(Effect.map(({ org }) => org)),
    page: (request) => Orgs.use((orgs) => orgs.list(request))
  })
}

const newestFirst = <A extends Item>(items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))

/** Walks a list to its end, doing something before each page; every page but the last is full. */
const walk = Effect.fnUntraced(function* (
  limit: number,
  page: List["page"],
  between: Effect.Effect<unknown, unknown, Installed> = Effect.void
) {
  const items: Array<Item> = []
  let after: string | undefined
  do {
    const { items: some, next } = yield* page({ limit, after })
    items.push(...some)
    expect(some.length, "a page").toBeLessThanOrEqual(limit)
    if (next !== undefined) expect(some.length, "a page that is not the last").toBe(limit)
    expect(items.length, "all pages").toBeLessThan(500)
    after = next
    yield* between
  } while (after !== undefined)
  return items
})

/** Instants at which items are made: a few, again and again, back and forth. */
const instants = fc.array(fc.integer({ min: 1_000, max: 1_003 }), { maxLength: 20 })

describe.each(Object.entries(lists))("A list of %s", (_name, listOf) => {
  it("holds each of them once, by instant and id descending, at whatever limit, also while more are made", () =>
    fc.assert(
      fc.asyncProperty(instants, limit, (instants, limit) =>
        onDatabase(() =>
          Effect.gen(function* () {
            const { make, page } = listOf(yield* at(1)(caller))
            const before = yield* walk(100, page)
            const made = yield* Effect.forEach(instants, (instant) => at(instant)(make))
            const whole = (yield* walk(100, page)).map(({ id }) => id)
            expect(whole).toEqual(newestFirst([...made, ...before]).map(({ id }) => id))
            expect((yield* walk(limit, page, at(2_000)(make))).map(({ id }) => id)).toEqual(whole)
          })
        )
      ),
      runs
    ))
})

describe("A list of runs", () => {
  const among = fc.array(run, { minLength: 1, maxLength: 25 })
  const filter = fc.record(
    {
      status: fc.constantFrom(...Run.Status.literals),
      engine: fc.constantFrom("default", "other"),
      createdAfter: fc.nat(),
      createdBefore: fc.nat()
    },
    { requiredKeys: [] }
  )

  it("has those that the filter says, from `createdAfter` on and before `createdBefore`, as summaries", () =>
    fc.assert(
      fc.asyncProperty(among, filter, limit, (among, filter, limit) =>
        onDatabase(() =>
          Effect.gen(function* () {
            const store = yield* RunStore
            const scope = yield* at(1)(caller)
            const { environmentId, orgId } = scope
            const made = among.map((run) => ({ ...run, orgId, environmentId }))
            for (const run of made) yield* store.submit(run)
            // A bound is the very instant of one of the runs.
            const instant = (nth: number | undefined) =>
              nth === undefined ? undefined : made[nth % made.length]?.createdAt
            const [createdAfter, createdBefore] = [instant(filter.createdAfter), instant(filter.createdBefore)]
            const listed = yield* walk(limit, (page) =>
              store.list(scope, { ...filter, engine: undefined, createdAfter, createdBefore }, page)
            )
            const expected = made.filter(
              (run) =>
                (filter.status === undefined || run.status === filter.status) &&
                (createdAfter === undefined || run.createdAt >= createdAfter) &&
                (createdBefore === undefined || run.createdAt < createdBefore)
            )
            expect(listed).toEqual(
              newestFirst(expected).map(
                ({ input: _i, offerings: _o, output: _u, solutions: _s, ...summary }) => summary
              )
            )
          })
        )
      ),
      runs
    ))
})
