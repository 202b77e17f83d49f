/** Who asks for something in a simulation: it is done, or refused, just where it has to be. */
import {
  type Deliveries,
  type Environments,
  type Id,
  Instant,
  type Orgs,
  Permission,
  type Principal,
  type RunStore,
  type Runs,
  Slug,
  type Webhooks
} from "@nexio/core"
import { Effect, Result } from "effect"
import type { KnownDelivery, KnownEndpoint, KnownEnvironment, Ledger } from "./Ledger.ts"
import type { SimulatedClock } from "./SimulatedClock.ts"

export type UseCases = Orgs | Environments | Webhooks | Deliveries | Runs | RunStore | Id.Ids

/** One of what there is; the newest is the first. */
export const choose = <A>(among: ReadonlyArray<A>, nth: number): A | undefined =>
  among[among.length - 1 - (nth % Math.max(1, among.length))]

export const principal = ({ environmentId, live, orgId, slug }: KnownEnvironment): Principal.Principal => ({
  orgId,
  environmentId,
  environment: Slug.Slug.make(slug),
  kind: live ? "live" : "environment",
  apiKeyId: "00000000-0000-7000-8000-000000000000" as Id.ApiKeyId,
  keyPrefix: "nx_",
  permissions: Permission.all
})

export class User {
  readonly ledger: Ledger
  readonly clock: SimulatedClock
  /** What is to be sent by what is asked for now. */
  private proposed: Array<KnownDelivery> = []

  constructor(ledger: Ledger, clock: SimulatedClock) {
    this.ledger = ledger
    this.clock = clock
  }

  readonly propose = (delivery: KnownDelivery): void => {
    this.proposed.push(delivery)
  }

  /** Gives what was answered and what is sent. What is refused sends nothing. */
  readonly ask = Effect.fnUntraced(function* <A, E extends { readonly _tag: string }>(
    this: User,
    what: string,
    effect: Effect.Effect<A, E, UseCases>,
    isRefused = false
  ) {
    const { ledger } = this
    ledger.note(`${Instant.format(this.clock.now)} ${what}`)
    this.proposed = []
    const began = ledger.moment()
    const result = yield* Effect.result(effect)
    if (Result.isFailure(result) !== isRefused)
      ledger.wrong(`${what}: ${Result.isFailure(result) ? result.failure._tag : "done, and should be refused"}`)
    if (Result.isSuccess(result)) return { value: result.success, made: this.proposed, began }
    for (const { is } of this.proposed) ledger.deliveries.delete(is.id)
    return undefined
  })

  /** Each of the endpoints gets it once, and no other; one that is changed meanwhile may or may not. */
  goesTo(
    what: string,
    done: { readonly made: ReadonlyArray<KnownDelivery>; readonly began: number },
    endpoints: ReadonlyArray<KnownEndpoint>
  ) {
    const idsOf = (ids: ReadonlyArray<Id.EndpointId>) =>
      ids
        .filter((id) => this.ledger.endpoint(id).changed < done.began)
        .toSorted()
        .join()
    const [actual, expected] = [idsOf(done.made.map(({ is }) => is.endpointId)), idsOf(endpoints.map(({ id }) => id))]
    if (actual !== expected) this.ledger.wrong(`${what}: it goes to ${actual}, and should go to ${expected}`)
  }
}
