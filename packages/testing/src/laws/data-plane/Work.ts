/** Runs, their ends and endpoints as a law hands them to the stores. */
import {
  Announcement,
  type Ending,
  Endpoint,
  Engine,
  EngineVersion,
  type Environment,
  EventType,
  type Id,
  Instant,
  Run,
  RunStore,
  Sealed,
  WebhookStore
} from "@nexio/core"
import { Effect, Result } from "effect"
import { originAt } from "../Origins.ts"
import { scopeOf } from "./Founded.ts"
import { Minted } from "./Minted.ts"

/** A run as it is submitted. */
export const queued = (
  ids: Minted,
  environment: Environment.Environment,
  at: Instant.Instant,
  more: Partial<Pick<Run.Run, "input" | "offerings" | "metadata" | "apiKeyId" | "engine" | "id">> = {}
): Run.Run => ({
  id: ids.next(at),
  ...scopeOf(environment),
  environment: environment.slug,
  engine: Engine.defaultEngine,
  release: EngineVersion.Version.make("1.0"),
  status: "queued",
  createdAt: at,
  input: {},
  ...more
})

/** A run after something ended it, and the event of that: its ids depend on nothing that a store does. */
export const ending = (ids: Minted, run: Run.Run, happening: Run.Happening): Ending =>
  announced(ids.block(), Result.getOrThrow(Run.next(run, happening)), happening.at)

/** How a claimed run ends that an executor took to its end. */
export const ended = (
  ids: Minted,
  run: Run.Run,
  at: Instant.Instant,
  outcome: Run.Outcome = { status: "completed" }
): Ending => ending(ids, run, { _tag: "Ended", outcome, at })

/** Decides that a run is cancelled; only a queued one can be, and one that is already stays as it is. */
export const cancelling = (ids: Minted, at: Instant.Instant) => {
  const block = ids.block()
  return (run: Run.Run): Result.Result<Ending | undefined, Run.RunNotCancellable> =>
    run.status === "cancelled"
      ? Result.succeed(undefined)
      : Result.mapBoth(Run.next(run, { _tag: "Cancelled", at }), {
          onFailure: () => new Run.RunNotCancellable({ status: run.status }),
          onSuccess: (cancelled) => announced(block, cancelled, at)
        })
}

const announced = (block: number, run: Run.Run, at: Instant.Instant): Ending => ({
  run,
  announcement: (endpoints) =>
    Announcement.ofEnd(run, at, new Minted(block))(endpoints.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
})

/** A new endpoint, active and subscribed to all there is. */
export const endpoint = (
  ids: Minted,
  environment: Environment.Environment,
  at: Instant.Instant,
  more: Partial<Endpoint.Endpoint> = {}
): Endpoint.Endpoint => {
  const id = ids.next<Id.EndpointId>(at)
  return {
    id,
    ...scopeOf(environment),
    environment: environment.slug,
    url: `https://example.com/${id}`,
    events: EventType.literals,
    active: true,
    ordered: false,
    secrets: [{ id: ids.next(at), sealed: Sealed.make(`the first secret of ${id}`), createdAt: at }],
    createdAt: at,
    updatedAt: at,
    ...more
  }
}

type Decide<E> = (among: Endpoint.Endpoints) => Result.Result<Endpoint.Decision, E>

const change =
  <E>(scope: Id.Scope, decide: Decide<E>) =>
  (store: WebhookStore["Service"]) =>
    store.change(scope, decide)

export const subscribe = (endpoint: Endpoint.Endpoint) =>
  WebhookStore.use(change(endpoint, (among) => Endpoint.create(among, endpoint, originAt(endpoint.createdAt))))

export const updateEndpoint = (
  endpoint: Id.Scope & Pick<Endpoint.Endpoint, "id">,
  by: Endpoint.EndpointChange,
  at: Instant.Instant
) => WebhookStore.use(change(endpoint, (among) => Endpoint.update(among, endpoint.id, by, originAt(at))))

export const removeEndpoint = (endpoint: Id.Scope & Pick<Endpoint.Endpoint, "id">, at: Instant.Instant) =>
  WebhookStore.use(change(endpoint, (among) => Endpoint.remove(among, endpoint.id, originAt(at))))

/** Runs of an environment that end at an instant, one after the other, while no others wait. Gives how they ended. */
export const endRuns = Effect.fnUntraced(function* (
  ids: Minted,
  environment: Environment.Environment,
  at: Instant.Instant,
  count = 1,
  outcome?: Run.Outcome
) {
  const runs = yield* RunStore
  const ends: Array<Ending> = []
  for (let nth = 0; nth < count; nth += 1) {
    yield* runs.submit(queued(ids, environment, at))
    const [claimed] = yield* runs.claim({ at, until: at + Instant.hour, limit: 1 })
    const end = ended(ids, claimed!.run, at, outcome)
    yield* runs.finish(claimed!.claim, end)
    ends.push(end)
  }
  return ends
})
