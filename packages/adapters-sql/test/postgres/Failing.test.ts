import { WebhookStore } from "@nexio/core"
import { Effect, Fiber } from "effect"
import { describe, expect, it } from "vitest"
import * as Locks from "./Locks.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as Tenants from "./Tenants.ts"

const onServer = PostgresServer.open()

const failed = { _tag: "Failed" } as const

describe("The report of an attempt", () => {
  it("waits for nobody who changes its endpoint, as long as it changes nothing of it", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        const store = yield* WebhookStore
        const due = { at: Tenants.until, until: Tenants.until + 10, limit: 100 }
        const own = (yield* store.claimDue(due)).filter(({ claim }) => claim.orgId === tenant.orgId)
        const [first] = own
        const record = (outcome: Parameters<typeof Tenants.attempted>[1]) =>
          store.record(first!.claim, Tenants.attempted(first!, outcome))
        const held = yield* Locks.hold(test, "endpoints", "changes")
        expect(yield* record(undefined)).toEqual({ failingSince: undefined, deliveries: 0 })
        yield* Locks.release(held)

        const since = Tenants.now - 1
        yield* test.admin`update nexio.endpoints set failing_since = ${since}`
        const again = yield* store.claimDue({ ...due, at: due.until })
        const other = again.find(({ claim }) => claim.orgId !== tenant.orgId)!
        const heldAgain = yield* Locks.hold(test, "endpoints", "changes")
        expect(yield* store.record(other.claim, Tenants.attempted(other, failed))).toEqual({
          failingSince: since,
          deliveries: 0
        })
        yield* Locks.release(heldAgain)
      })
    ))

  it("comes after a change of its endpoint that is under way, where it changes it too", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        const store = yield* WebhookStore
        const { claim, delivery } = tenant.claimedDelivery
        const held = yield* Locks.hold(test, "endpoints", "changes")
        const report = yield* Effect.forkChild(store.record(claim, Tenants.attempted(tenant.claimedDelivery, failed)))
        yield* Locks.waiting(test)
        yield* Locks.release(held)
        const { failingSince } = yield* Fiber.join(report)
        expect(failingSince).toBe(Tenants.now)
        expect((yield* store.find(claim, delivery.endpointId)).failingSince).toBe(Tenants.now)
      })
    ))
})
