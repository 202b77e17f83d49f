import {
  Admission,
  type Id,
  type Instant,
  LeaseLost,
  Page,
  Replay,
  Run,
  type RunFilter,
  RunStore,
  SigningSecret
} from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { noted } from "./AuditStore.ts"
import { endRun } from "./Endings.ts"
import { findEngine } from "./EngineStore.ts"
import { findTenancy } from "./EnvironmentStore.ts"
import * as Leases from "./Leases.ts"
import { Memory } from "./Memory.ts"
import { once } from "./Once.ts"
import { add, isIn, isOne, newestFirst, type State, type Work } from "./State.ts"
import { takeTurns } from "./Turns.ts"

export const layer = Layer.effect(
  RunStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return RunStore.of({
      submit: (submitted, remember) =>
        memory.make(
          once(
            remember,
            (run: Run.Run) => run,
            (state) =>
              Result.map(Admission.admit(submitted, standingOf(state, submitted)), (run) => {
                const runs = add(state.runs, { item: run, dueAt: run.createdAt }, ({ item }) =>
                  isOne(run, run.id)(item)
                )
                return [run, { ...state, runs }]
              })
          )
        ),

      claim: ({ at, limit, turns, until }) =>
        memory.make((state) => {
          const claims = Leases.claimsOf(takeTurns(Leases.due(state, state.runs, at), limit, turns), state.claims)
          const taken = (work: Work<Run.Run>, token: string): Work<Run.Run> => ({
            item: Result.getOrThrow(Run.next(work.item, { _tag: "Claimed", at })),
            dueAt: until,
            token
          })
          const after: State = {
            ...state,
            claims: state.claims + claims.size,
            runs: state.runs.map((work) => (claims.has(work) ? taken(work, claims.get(work)!.token) : work))
          }
          const claimed = [...claims].map(([work, claim]) => ({
            claim,
            run: taken(work, claim.token).item,
            ...executionOf(state, work.item, at)
          }))
          return Result.succeed([claimed, after])
        }),

      renew: (claims, until) =>
        memory.make((state) => {
          const [lost, runs] = Leases.renew(state.runs, claims, until)
          return Result.succeed([lost, { ...state, runs }])
        }),

      finish: (claim, ending) =>
        memory.make((state) =>
          state.runs.some(Leases.isHeldBy(claim))
            ? Result.succeed(endRun(state, ending))
            : Result.fail(new LeaseLost({ id: claim.id }))
        ),

      end: (scope, id, decide, remember) =>
        memory.make(
          once(
            remember,
            ({ run }: { readonly run: Run.Run; readonly deliveries: number }) => run,
            (state) =>
              Result.flatMap(findRun(state, scope, id), (run) =>
                Result.map(decide(run), (ending) => {
                  if (ending === undefined) return [{ run, deliveries: 0 }, state]
                  const [deliveries, after] = endRun(state, ending)
                  return [{ run: ending.run, deliveries }, after]
                })
              )
          )
        ),

      replay: (orgId, selection, decide, remember) =>
        memory.make(
          once(
            remember,
            (replayed: Replay.Replayed) => replayed,
            (state) =>
              Result.flatMap(findTenancy(state, orgId), (tenancy) => {
                const all = selected(state, orgId, selection)
                const { items, next } = "ids" in selection ? { items: all } : Page.of(all, selection.limit)
                const engines = state.engines.filter((engine) => engine.orgId === orgId)
                const releases = new Map(engines.map((engine) => [engine.slug, engine.releases]))
                return Result.map(decide({ ...tenancy, originals: items, releases }), (decision) => {
                  const runs = decision.replays.reduce((runs, replay) => {
                    const item = replayed(state, decision, replay)
                    return add(runs, { item, dueAt: item.createdAt }, (other) => isOne(item, item.id)(other.item))
                  }, state.runs)
                  return [Replay.answer(decision, next), noted({ ...state, runs }, orgId, decision.entry)]
                })
              })
          )
        ),

      find: (reach, id) => Effect.flatMap(memory.state, (state) => Effect.fromResult(findRun(state, reach, id))),

      list: (reach, filter, { after, limit }) =>
        Effect.map(memory.state, ({ runs }) => {
          const listed = runs.map(({ item }) => item).filter((run) => isIn(reach)(run) && passes(filter, run))
          return Page.of(newestFirst(listed, after).map(summary), limit)
        })
    })
  })
)

/** What a submission is admitted by. */
const standingOf = (state: State, { engine, environmentId, orgId }: Admission.SubmittedRun): Admission.Standing => ({
  suspended: state.orgs.some((org) => org.id === orgId && org.suspendedAt !== undefined),
  environment: state.environments.find(({ id, ...of }) => id === environmentId && of.orgId === orgId),
  engine: findEngine(state, orgId, engine)
})

/** What executes a run, and what its engine signs with at an instant. */
const executionOf = (state: State, { engine, orgId, release }: Run.Run, at: Instant.Instant) => ({
  executor: state.engineVersions.find(
    (version) => version.orgId === orgId && version.engine === engine && version.version === release
  )!.executor,
  secrets: SigningSecret.validAt(findEngine(state, orgId, engine)!.secrets, at)
})

/** The runs of a selection whose input is still there, the oldest first; no more of them than are looked at. */
const selected = (state: State, orgId: Id.OrgId, selection: Replay.Selection): ReadonlyArray<Run.Run> =>
  state.runs
    .map(({ item }) => item)
    .filter((run) => run.orgId === orgId && run.emptiedAt === undefined && isSelected(selection, run))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, "ids" in selection ? undefined : selection.limit + 1)

const isSelected = (selection: Replay.Selection, run: Run.Run): boolean =>
  "ids" in selection
    ? selection.ids.includes(run.id)
    : run.environmentId === selection.environmentId &&
      passes(selection, run) &&
      (selection.after === undefined || run.id > selection.after)

/** A run that repeats another: what was asked is taken from that one. */
const replayed = (
  state: State,
  decision: Replay.Decision,
  { engineVersion, id, of, release }: Replay.Replay
): Run.Run => {
  const { apiKeyId, at, environment } = decision
  const original = state.runs.find(({ item }) => isOne({ ...of, orgId: environment.orgId }, of.id)(item))!.item
  return {
    id,
    orgId: environment.orgId,
    environmentId: environment.id,
    environment: environment.slug,
    engine: of.engine,
    release,
    status: "queued",
    createdAt: at,
    ...(apiKeyId === undefined ? {} : { apiKeyId }),
    replayOf: of.id,
    input: original.input,
    ...(original.offerings === undefined ? {} : { offerings: original.offerings }),
    ...(original.metadata === undefined ? {} : { metadata: original.metadata }),
    ...(engineVersion === undefined ? {} : { engineVersion })
  }
}

const findRun = (state: State, reach: Id.Reach, id: Id.RunId): Result.Result<Run.Run, Run.RunNotFound> => {
  const found = state.runs.find(({ item }) => isOne(reach, id)(item))
  return found === undefined ? Result.fail(new Run.RunNotFound()) : Result.succeed(found.item)
}

const passes = ({ createdAfter, createdBefore, engine, status }: RunFilter, run: Run.Run): boolean =>
  (status === undefined || run.status === status) &&
  (engine === undefined || run.engine === engine) &&
  (createdAfter === undefined || run.createdAt >= createdAfter) &&
  (createdBefore === undefined || run.createdAt < createdBefore)

const summary = ({ input: _input, offerings: _offerings, output: _output, solutions: _solutions, ...rest }: Run.Run) =>
  rest satisfies Run.RunSummary
