/** What the end of runs announces, and deliveries that are handed out although they were stopped. */
import type { ClaimedDelivery, Delivery, Ending, Event, RunStore } from "@nexio/core"
import { Effect, Result } from "effect"
import type { StoreSet } from "./Fault.ts"

/** Whatever ends a run writes what `look` makes of the event and its deliveries. */
export const announcing = (
  runs: RunStore["Service"],
  look: (fanOut: Event.FanOut) => Event.FanOut
): RunStore["Service"] => {
  const told = (ending: Ending): Ending => ({
    ...ending,
    announcement: (targets) => {
      const fanOut = ending.announcement(targets)
      return fanOut && look(fanOut)
    }
  })
  return {
    ...runs,
    finish: (claim, ending) => runs.finish(claim, told(ending)),
    end: (scope, id, decide, remember) =>
      runs.end(scope, id, (run) => Result.map(decide(run), (ending) => ending && told(ending)), remember)
  }
}

/** Right stores in which some deliveries can be made to rise again. */
export const haunted = ({ runs, webhooks }: StoreSet) => {
  const pending = new Map<string, { readonly delivery: Delivery.Delivery; readonly event: Event.Event }>()
  const risen: Array<ClaimedDelivery> = []
  return {
    runs: announcing(runs, (fanOut) => {
      for (const delivery of fanOut.deliveries) pending.set(delivery.id, { delivery, event: fanOut.event })
      return fanOut
    }),
    webhooks: {
      ...webhooks,
      record: (claim, attempted) =>
        Effect.tap(webhooks.record(claim, attempted), () =>
          Effect.sync(() => attempted.delivery.status !== "pending" && pending.delete(attempted.delivery.id))
        ),
      claimDue: (request) =>
        Effect.map(webhooks.claimDue(request), (claimed) => [
          ...claimed,
          ...risen.splice(0, request.limit - claimed.length)
        ])
    } satisfies StoreSet["webhooks"],
    /** Those that were pending, and no longer are. */
    raise: (which: (delivery: Delivery.Delivery) => boolean) =>
      Effect.sync(() => {
        for (const { delivery, event } of [...pending.values()].filter(({ delivery }) => which(delivery))) {
          const { environmentId, id, orgId } = delivery
          pending.delete(id)
          risen.push({ claim: { orgId, environmentId, id, token: id }, delivery, attempt: 1, event, secrets: [] })
        }
      })
  }
}
