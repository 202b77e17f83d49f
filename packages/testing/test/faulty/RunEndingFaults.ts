import type { Ending, Id, Run } from "@nexio/core"
import { Effect, Result } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { everything, turns } from "./Listed.ts"
import { noting } from "./Noted.ts"
import { announcing } from "./Outbox.ts"

/** Tells a finished run's event to what `targets` gives. */
const telling = (
  runs: StoreSet["runs"],
  targets: (scope: Id.Scope) => Effect.Effect<Parameters<Ending["announcement"]>[0], unknown>
): StoreSet["runs"] => ({
  ...runs,
  finish: Effect.fnUntraced(function* (claim, ending) {
    const told = yield* Effect.orDie(targets(claim))
    return yield* runs.finish(claim, { ...ending, announcement: () => ending.announcement(told) })
  })
})

/** What an ended run leaves out when it is written. */
const writing = (runs: StoreSet["runs"], write: (run: Run.Run) => Run.Run): StoreSet["runs"] => ({
  ...runs,
  finish: (claim, ending) => runs.finish(claim, { ...ending, run: write(ending.run) })
})

export const faults = inStores("RunStore", [
  {
    name: "takes the end of a run from a worker that lost its lease",
    breaks: "What is reported under a lost lease changes nothing (RunStore.finish; Lease).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        finish: (claim, ending) =>
          Effect.catchTag(runs.finish(claim, ending), "LeaseLost", (lost) =>
            runs
              .end(claim, claim.id as Id.RunId, () => Result.succeed(ending))
              .pipe(
                Effect.map(({ deliveries }) => deliveries),
                Effect.mapError(() => lost)
              )
          )
      }
    })
  },
  {
    name: "says of a lost lease that all is well",
    breaks: "Who lost the lease is told LeaseLost (RunStore.finish).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        finish: (claim, ending) => Effect.catchTag(runs.finish(claim, ending), "LeaseLost", () => Effect.succeed(0))
      }
    })
  },
  {
    name: "makes two deliveries for each endpoint",
    breaks: "The end of a run makes one delivery for each endpoint that its event goes to (RunStore; 6).",
    wrap: ({ runs }) => ({
      runs: announcing(runs, ({ deliveries, event }) => ({
        event,
        deliveries: deliveries.flatMap((delivery) => [
          delivery,
          {
            ...delivery,
            id: `${delivery.id.slice(0, 24)}f${delivery.id.slice(25)}` as Id.DeliveryId
          }
        ])
      }))
    })
  },
  {
    name: "makes a delivery for the first endpoint alone",
    breaks: "A run's event goes to each endpoint of its environment that subscribes (2.8; 6).",
    wrap: ({ runs }) => ({
      runs: announcing(runs, ({ deliveries, event }) => ({ event, deliveries: deliveries.slice(0, 1) }))
    })
  },
  {
    name: "tells inactive endpoints too",
    breaks: "An inactive endpoint gets no events (6; Announcement).",
    wrap: ({ runs, webhooks }) => ({
      runs: telling(runs, (scope) =>
        Effect.map(
          everything((page) => webhooks.list(scope, page)),
          (all) => all.map((endpoint) => ({ ...endpoint, active: true }))
        )
      )
    })
  },
  {
    name: "tells endpoints that do not subscribe",
    breaks: "An endpoint gets only the types of events that it subscribes to (6).",
    wrap: ({ runs, webhooks }) => ({
      runs: telling(runs, (scope) =>
        Effect.map(
          everything((page) => webhooks.list(scope, page)),
          (all) =>
            all.map((endpoint) => ({ ...endpoint, events: ["run.completed", "run.failed", "run.cancelled"] as const }))
        )
      )
    })
  },
  {
    name: "tells the endpoints of all of the org's environments",
    breaks: "A run's event goes only to endpoints of the run's environment (2.8).",
    wrap: (right) => {
      const { endpoints, stores } = noting(right)
      return {
        ...stores,
        runs: telling(stores.runs, ({ environmentId, orgId }) =>
          Effect.sync(() =>
            [...endpoints.values()].filter((one) => one.orgId === orgId).map((one) => ({ ...one, environmentId }))
          )
        )
      }
    }
  },
  {
    name: "tells endpoints that were deleted",
    breaks: "A deleted endpoint gets no events (5, DELETE /webhooks; Announcement).",
    wrap: (right) => {
      const { endpoints, stores } = noting(right)
      return {
        ...stores,
        runs: telling(stores.runs, (scope) =>
          Effect.sync(() =>
            [...endpoints.values()]
              .filter((one) => one.environmentId === scope.environmentId)
              .map(({ deletedAt, ...one }) => ({ ...one, active: one.active || deletedAt !== undefined }))
          )
        )
      }
    }
  },
  {
    name: "says that an end made one delivery, however many it made",
    breaks: "The end of a run gives how many deliveries were made (RunStore.finish).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        finish: (claim, ending) => Effect.map(runs.finish(claim, ending), (deliveries) => Math.min(deliveries, 1))
      }
    })
  },
  {
    name: "tells nobody of a cancelled run",
    breaks: "A cancelled run makes a run.cancelled event (6; RunStore).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        end: (scope, id, decide, remember) =>
          runs.end(
            scope,
            id,
            (run) => Result.map(decide(run), (ending) => ending && { ...ending, announcement: () => undefined }),
            remember
          )
      }
    })
  },
  {
    name: "cancels a run that is under way",
    breaks: "A run is cancelled only while it is queued, or it is 409 (5, POST /runs/{run_id}/cancel).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        end: (scope, id, decide, remember) =>
          runs.end(
            scope,
            id,
            (run) => decide(run.status === "processing" ? { ...run, status: "queued" } : run),
            remember
          )
      }
    })
  },
  {
    name: "decides on a run that it read before it locked it",
    breaks: "A run is locked, decided about and ended as one thing, beside claims and other ends (RunStore.end).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        end: Effect.fnUntraced(function* (scope, id, decide, remember) {
          const decided = decide(yield* runs.find(scope, id))
          yield* turns(3)
          return yield* runs.end(scope, id, () => decided, remember)
        })
      }
    })
  },
  {
    name: "ends a run of whatever environment",
    breaks: "What belongs to another environment answers as what does not exist (2.6; RunStore.end).",
    wrap: (right) => {
      const noted = noting(right)
      return {
        ...noted.stores,
        runs: {
          ...noted.stores.runs,
          end: (scope, id, decide, remember) => right.runs.end(noted.runs.get(id) ?? scope, id, decide, remember)
        }
      }
    }
  },
  {
    name: "loses error_details",
    breaks: "A run is read as its executor ended it, error_details too (5, GET /runs/{run_id}).",
    wrap: ({ runs }) => ({ runs: writing(runs, ({ errorDetails: _details, ...run }) => run) })
  },
  {
    name: "reads an output that is null as none",
    breaks: "An output is any JSON, null among it, and read back the same (5; Json).",
    wrap: ({ runs }) => ({
      runs: writing(runs, ({ output, ...run }) => (output == null ? run : { ...run, output }))
    })
  },
  {
    name: "reads an empty list of solutions as none",
    breaks: "A run is read as its executor ended it: solutions that are empty are there (5, GET /runs/{run_id}).",
    wrap: ({ runs }) => ({
      runs: writing(runs, ({ solutions, ...run }) => (solutions?.length ? { ...run, solutions } : run))
    })
  },
  {
    name: "writes a degraded run as completed",
    breaks: "A run's status is degraded for good where its executor said so (5).",
    wrap: ({ runs }) => ({
      runs: writing(runs, (run) => (run.status === "degraded" ? { ...run, status: "completed" } : run))
    })
  },
  {
    name: "has a worker end a run of a suspended org in vain",
    breaks: "A suspension keeps runs from being taken up; who holds one ends it (10; RunStore.finish).",
    wrap: ({ orgs, runs }) => ({
      runs: {
        ...runs,
        finish: Effect.fnUntraced(function* (claim, ending) {
          const org = yield* Effect.orDie(orgs.find(claim.orgId))
          const finishing = org.suspendedAt === undefined ? claim : { ...claim, token: "" }
          return yield* runs.finish(finishing, ending)
        })
      }
    })
  },
  {
    name: "ends a cancelled run once more when it is cancelled again",
    breaks: "Where nothing is decided nothing changes: a run cancelled already is given as it is (RunStore.end).",
    wrap: ({ runs }) => ({
      runs: {
        ...runs,
        end: (scope, id, decide, remember) =>
          runs.end(
            scope,
            id,
            (run) => decide(run.status === "cancelled" ? { ...run, status: "queued" } : run),
            remember
          )
      }
    })
  }
])
