/** What users and operators do in a simulation, through the use cases. */
import { EventType } from "@nexio/core"
import { Effect } from "effect"
import * as EndpointSteps from "./EndpointSteps.ts"
import * as EventSteps from "./EventSteps.ts"
import * as OrgSteps from "./OrgSteps.ts"
import type { Step } from "./Plan.ts"
import { choose, type User } from "./User.ts"

/** Two orgs, of which one has a second environment, and an endpoint for each of some receivers. */
export const begin = Effect.fnUntraced(function* (user: User, receivers: number) {
  for (const name of ["Acme", "Umbrella"]) yield* OrgSteps.found(user, name)
  yield* OrgSteps.createEnvironment(user)
  for (let nth = 0; nth < receivers; nth += 1) {
    const settings = {
      events: EventType.literals,
      token: nth === 0,
      ordered: nth % 3 === 1,
      rate: nth % 2 === 1 ? nth : undefined
    }
    yield* EndpointSteps.subscribe(user, { nth, receiver: nth, ...settings })
  }
})

export const perform = Effect.fnUntraced(function* (
  user: User,
  step: Exclude<Step, { readonly _tag: "Crash" | "Jump" }>
) {
  const { ledger } = user
  const endpoint = "nth" in step ? choose(ledger.endpoints, step.nth) : undefined
  switch (step._tag) {
    case "End":
      return yield* EventSteps.end(user, step)
    case "Subscribe":
      return yield* EndpointSteps.subscribe(user, step)
    case "Change":
      return endpoint && (yield* EndpointSteps.change(user, endpoint, step))
    case "Unsubscribe":
      return endpoint && (yield* EndpointSteps.unsubscribe(user, endpoint))
    case "Rotate":
      return endpoint && (yield* EndpointSteps.rotate(user, endpoint, step))
    case "Test":
      return endpoint && (yield* EventSteps.test(user, endpoint))
    case "Recover":
      return endpoint && (yield* EventSteps.recover(user, endpoint, step))
    case "Redeliver": {
      const delivery = choose([...ledger.deliveries.values()], step.nth)
      return delivery && (yield* EventSteps.redeliver(user, delivery))
    }
    case "CreateEnvironment":
      return yield* OrgSteps.createEnvironment(user)
    case "DeleteEnvironment":
      return yield* OrgSteps.deleteEnvironment(user)
    case "Suspend":
      return yield* OrgSteps.suspend(user, choose(ledger.orgs, step.nth)!, step.suspended)
  }
})

/** Nobody is suspended any more. */
export const resume = (user: User) =>
  Effect.forEach(user.ledger.orgs, (org) => OrgSteps.suspend(user, org, false), { discard: true })
