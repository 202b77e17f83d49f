/** What users and operators do in a simulation, through the use cases. */
import { EventType } from "@nexio/core"
import { Effect } from "effect"
import { type Asking, choose } from "./Asking.ts"
import * as EndpointActs from "./EndpointActs.ts"
import * as EventActs from "./EventActs.ts"
import * as OrgActs from "./OrgActs.ts"
import type { Step } from "./Plan.ts"

/** Two orgs, of which one has a second environment, and an endpoint for each of some receivers. */
export const begin = Effect.fnUntraced(function* (asking: Asking, receivers: number) {
  for (const name of ["Acme", "Umbrella"]) yield* OrgActs.found(asking, name)
  yield* OrgActs.createEnvironment(asking)
  for (let nth = 0; nth < receivers; nth += 1) {
    const settings = {
      events: EventType.literals,
      token: nth === 0,
      ordered: nth % 3 === 1,
      rate: nth % 2 === 1 ? nth : undefined
    }
    yield* EndpointActs.subscribe(asking, { nth, receiver: nth, ...settings })
  }
})

export const act = Effect.fnUntraced(function* (
  asking: Asking,
  step: Exclude<Step, { readonly _tag: "Crash" | "Jump" }>
) {
  const { ledger } = asking
  const endpoint = "nth" in step ? choose(ledger.endpoints, step.nth) : undefined
  switch (step._tag) {
    case "End":
      return yield* EventActs.end(asking, step)
    case "Subscribe":
      return yield* EndpointActs.subscribe(asking, step)
    case "Change":
      return endpoint && (yield* EndpointActs.change(asking, endpoint, step))
    case "Unsubscribe":
      return endpoint && (yield* EndpointActs.unsubscribe(asking, endpoint))
    case "Rotate":
      return endpoint && (yield* EndpointActs.rotate(asking, endpoint, step))
    case "Test":
      return endpoint && (yield* EventActs.test(asking, endpoint))
    case "Recover":
      return endpoint && (yield* EventActs.recover(asking, endpoint, step))
    case "Redeliver": {
      const delivery = choose([...ledger.deliveries.values()], step.nth)
      return delivery && (yield* EventActs.redeliver(asking, delivery))
    }
    case "CreateEnvironment":
      return yield* OrgActs.createEnvironment(asking)
    case "DeleteEnvironment":
      return yield* OrgActs.deleteEnvironment(asking)
    case "Suspend":
      return yield* OrgActs.suspend(asking, choose(ledger.orgs, step.nth)!, step.suspended)
  }
})

/** Nobody is suspended any more. */
export const resume = (asking: Asking) =>
  Effect.forEach(asking.ledger.orgs, (org) => OrgActs.suspend(asking, org, false), { discard: true })
