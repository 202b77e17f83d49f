import type { Ending, Event } from "@nexio/core"
import { Effect, Result } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { turns } from "./Listed.ts"
import { announcing } from "./Outbox.ts"

type Look = (target: Event.Target) => Event.Target

const unfollowed: Look = ({ lastEventAt: _last, ...target }) => target

/** Announces ends of runs to endpoints as `look` has them, which is asked a while before the store locks them. */
const telling = (runs: StoreSet["runs"], look: () => Look): StoreSet["runs"] => {
  const told = (ending: Ending, as: Look): Ending => ({
    ...ending,
    announcement: (targets) => ending.announcement(targets.map(as))
  })
  return {
    ...runs,
    finish: (claim, ending) =>
      Effect.suspend(() => {
        const as = look()
        return Effect.andThen(turns(3), runs.finish(claim, told(ending, as)))
      }),
    end: (scope, id, decide, remember) =>
      Effect.suspend(() => {
        const as = look()
        const deciding: typeof decide = (run) => Result.map(decide(run), (ending) => ending && told(ending, as))
        return Effect.andThen(turns(3), runs.end(scope, id, deciding, remember))
      })
  }
}

/** The last events of ordered endpoints, noted as they are made. */
const notingLast = (runs: StoreSet["runs"]) => {
  const last = new Map<string, number>()
  const noted = announcing(runs, (fanOut) => {
    for (const { endpointId, ordered } of fanOut.deliveries) if (ordered) last.set(endpointId, fanOut.event.createdAt)
    return fanOut
  })
  return { last, noted }
}

export const faults = inStores("WebhookStore", [
  {
    name: "takes the instant of an event as it is told",
    breaks: "An event that goes to an ordered endpoint is made after the last one (6; Event.fanOut).",
    wrap: ({ runs }) => ({ runs: telling(runs, () => unfollowed) })
  },
  {
    name: "reads the last event of an ordered endpoint before it locks that",
    breaks: "Events of an ordered endpoint are made one after the other (6; RunStore).",
    wrap: ({ runs }) => {
      const { last, noted } = notingLast(runs)
      return {
        runs: telling(noted, () => {
          const before = new Map(last)
          return (target) => {
            const lastEventAt = before.get(target.id)
            return lastEventAt === undefined ? unfollowed(target) : { ...target, lastEventAt }
          }
        })
      }
    }
  },
  {
    name: "forgets what went to an endpoint before that was ordered",
    breaks: "From the change on none is made before one that is there (6; PATCH /webhooks).",
    wrap: ({ runs }) => {
      const { last, noted } = notingLast(runs)
      return { runs: telling(noted, () => (target) => (last.has(target.id) ? target : unfollowed(target))) }
    }
  },
  {
    name: "leaves pending deliveries as ordered as they were made",
    breaks: "Pending deliveries go by what their endpoint says now (WebhookStore.change).",
    wrap: ({ deliveries, runs }) => {
      const made = new Map<string, boolean>()
      return {
        runs: announcing(runs, (fanOut) => {
          for (const { id, ordered } of fanOut.deliveries) made.set(id, ordered)
          return fanOut
        }),
        deliveries: {
          ...deliveries,
          list: (scope, endpointId, filter, page) =>
            Effect.map(deliveries.list(scope, endpointId, filter, page), ({ items, ...rest }) => ({
              ...rest,
              items: items.map((item) => ({ ...item, ordered: made.get(item.id) ?? item.ordered }))
            }))
        }
      }
    }
  },
  {
    name: "sends anew whatever the order is",
    breaks: "A redelivery is ordered where its endpoint is (Event.redelivery).",
    wrap: ({ deliveries }) => ({
      deliveries: {
        ...deliveries,
        redeliver: (scope, id, decide, remember) =>
          deliveries.redeliver(
            scope,
            id,
            (delivery, endpoint) => ({ ...decide(delivery, endpoint), ordered: false }),
            remember
          )
      }
    })
  }
])
