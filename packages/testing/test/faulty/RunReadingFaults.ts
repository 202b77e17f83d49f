import { EngineVersion, type Json, Run, type RunFilter } from "@nexio/core"
import { Effect, Exit } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { everything } from "./Listed.ts"
import { noting } from "./Noted.ts"
import { seenRuns } from "./Seen.ts"
import { unsuspended } from "./Unsuspended.ts"

/** Runs whose inputs are read as `read` has them. */
const readingInputs = ({ runs }: StoreSet, read: (input: Run.Run["input"]) => Run.Run["input"]): Partial<StoreSet> => ({
  runs: seenRuns(runs, (run) => ("input" in run ? { ...run, input: read(run.input as Run.Run["input"]) } : run))
})

const filtering = ({ runs }: StoreSet, look: (filter: RunFilter) => RunFilter): Partial<StoreSet> => ({
  runs: { ...runs, list: (scope, filter, page) => runs.list(scope, look(filter), page) }
})

const rounded = (value: Json.Json): Json.Json => {
  if (typeof value === "number") return Number(value.toPrecision(15))
  if (Array.isArray(value)) return value.map(rounded)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]))
}

const release = EngineVersion.Version.make("1.0")

export const faults = inStores("RunStore", [
  {
    name: "finds no run where it is asked for all environments",
    breaks: "A read of all reaches each environment of the org (Reach).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        find: (reach, id) => (reach.environmentId === "all" ? Effect.fail(new Run.RunNotFound()) : runs.find(reach, id))
      }
    })
  },
  {
    name: "lists the runs of all environments one environment after the other",
    breaks: "Lists go newest first (3), also of all environments.",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        list: (reach, filter, page) =>
          Effect.map(runs.list(reach, filter, page), (found) => ({
            ...found,
            items: found.items.toSorted((a, b) => (a.environmentId < b.environmentId ? -1 : 1))
          }))
      }
    })
  },
  {
    name: "acknowledges a submission into a deleted environment",
    breaks: "A submission into a deleted environment is EnvironmentGone (RunStore.submit).",
    wrap: ({ environments, runs }) => ({
      runs: {
        ...runs,
        submit: (run, remember) =>
          Effect.catchTag(runs.submit(run, remember), "EnvironmentGone", (gone) =>
            Effect.flatMap(environments.byId(run.orgId, run.environmentId), (environment) =>
              environment?.deletedAt === undefined ? Effect.fail(gone) : Effect.succeed({ ...run, release })
            )
          )
      }
    })
  },
  {
    name: "takes submissions into suspended orgs",
    breaks: "A submission into a suspended org is OrgSuspended (RunStore.submit; 10).",
    wrap: ({ orgs, runs }) => ({
      runs: { ...runs, submit: (run, remember) => unsuspended(orgs)(runs.submit(run, remember)) }
    })
  },
  {
    name: "loses a field of an input that is called __proto__",
    breaks: "An input is any JSON object, and read back the same (5; Json).",
    wrap: (right) =>
      readingInputs(right, (input) =>
        Object.fromEntries(Object.entries(input).filter(([name]) => name !== "__proto__"))
      )
  },
  {
    name: "keeps 15 digits of a number",
    breaks: "An input is read back the same, each number too (5; Json).",
    wrap: (right) => readingInputs(right, (input) => rounded(input) as typeof input)
  },
  {
    name: "keeps the first 255 characters of what metadata says",
    breaks: "metadata has values of up to 500 characters (3, Values).",
    wrap: ({ runs }) => ({
      runs: seenRuns(runs, (run) =>
        run.metadata === undefined
          ? run
          : {
              ...run,
              metadata: Object.fromEntries(Object.entries(run.metadata).map(([key, text]) => [key, text.slice(0, 255)]))
            }
      )
    })
  },
  {
    name: "forgets which key submitted a run",
    breaks: "A run says which key it was submitted with (5, GET /runs/{run_id}: api_key_id).",
    wrap: ({ runs }) => ({
      runs: { ...runs, find: (scope, id) => Effect.map(runs.find(scope, id), ({ apiKeyId: _key, ...run }) => run) }
    })
  },
  {
    name: "lists what was created after an instant without what was created at it",
    breaks: "created_after is inclusive (3, Lists).",
    wrap: (right) =>
      filtering(right, ({ createdAfter, ...filter }) => ({
        ...filter,
        ...(createdAfter === undefined ? {} : { createdAfter: createdAfter + 1 })
      }))
  },
  {
    name: "lists what was created before an instant with what was created at it",
    breaks: "created_before is exclusive (3, Lists).",
    wrap: (right) =>
      filtering(right, ({ createdBefore, ...filter }) => ({
        ...filter,
        ...(createdBefore === undefined ? {} : { createdBefore: createdBefore + 1 })
      }))
  },
  {
    name: "lists runs of any status where an engine is asked for",
    breaks: "Filters hold together: status and engine (5, GET /runs).",
    wrap: (right) =>
      filtering(right, ({ status, ...filter }) => (filter.engine === undefined ? { ...filter, status } : filter))
  },
  {
    name: "lists runs of any engine",
    breaks: "A list has the runs of the engine that was asked for (5, GET /runs?engine=).",
    wrap: (right) => filtering(right, ({ engine: _engine, ...filter }) => filter)
  },
  {
    name: "goes on from a cursor without the filter",
    breaks: "Filters come from each request, and hold on every page (3, Lists).",
    wrap: ({ runs }) => ({
      runs: { ...runs, list: (scope, filter, page) => runs.list(scope, page.after === undefined ? filter : {}, page) }
    })
  },
  {
    name: "begins again with the first page where a list is filtered",
    breaks: "A page has what comes after its cursor, filtered or not (3, Lists).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        list: (scope, filter, { after, limit }) =>
          Object.values(filter).some((one) => one !== undefined)
            ? runs.list(scope, filter, { limit })
            : runs.list(scope, filter, { limit, after })
      }
    })
  },
  {
    name: "lists the runs of all of the org's environments",
    breaks: "Nothing read with a key of one environment belongs to another (2.6; RunStore.list).",
    wrap: ({ environments, runs }) => ({
      runs: {
        ...runs,
        list: Effect.fnUntraced(function* (scope, filter, page) {
          const own = yield* runs.list(scope, filter, page)
          const tenancy = yield* Effect.exit(environments.tenancy(scope.orgId))
          const among = Exit.isSuccess(tenancy) ? tenancy.value.environments : []
          const others: Array<Run.RunSummary> = []
          for (const { id } of among.filter((one) => one.id !== scope.environmentId)) {
            const other = { orgId: scope.orgId, environmentId: id }
            others.push(...(yield* everything((page) => runs.list(other, filter, page))))
          }
          const rest = others.filter(({ id }) => id < (page.after ?? "g"))
          const items = [...own.items, ...rest].toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, page.limit)
          const more = own.next !== undefined || own.items.length + rest.length > page.limit
          return more ? { items, next: items.at(-1)!.id } : { items }
        })
      }
    })
  },
  {
    name: "finds a run of whatever environment",
    breaks: "What belongs to another environment answers as what does not exist (2.6; RunStore.find).",
    wrap: (right) => {
      const noted = noting(right)
      return {
        ...noted.stores,
        runs: { ...noted.stores.runs, find: (scope, id) => right.runs.find(noted.runs.get(id) ?? scope, id) }
      }
    }
  },
  {
    name: "lists runs with their inputs",
    breaks: "A list leaves out inputs, offerings, outputs and solutions (5, GET /runs).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        list: Effect.fnUntraced(function* (scope, filter, page) {
          const { items, ...rest } = yield* runs.list(scope, filter, page)
          const whole: Array<Run.Run> = []
          for (const { id } of items) whole.push(yield* Effect.orDie(runs.find(scope, id)))
          return { ...rest, items: whole }
        })
      }
    })
  },
  {
    name: "lists at most ten runs",
    breaks: "A page has up to limit items, 1 to 100 (3, Lists).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        list: (scope, filter, page) => runs.list(scope, filter, { ...page, limit: Math.min(page.limit, 10) })
      }
    })
  },
  {
    name: "does not find a run that has ended",
    breaks: "A run is read for good, also once it has ended (5, GET /runs/{run_id}).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        find: (scope, id) =>
          Effect.flatMap(runs.find(scope, id), (run) =>
            Run.isTerminal(run) ? Effect.fail(new Run.RunNotFound()) : Effect.succeed(run)
          )
      }
    })
  }
])
