import { type Environment, Environments, UsageReports } from "@nexio/core"
import { Effect } from "effect"
import { Caller } from "../api/Access.ts"
import * as BothFaces from "./BothFaces.ts"

export const layer = BothFaces.group(
  "usage",
  Effect.fnUntraced(function* (handlers) {
    const environments = yield* Environments
    const reports = yield* UsageReports
    return handlers.handle(
      "usage",
      Effect.fnUntraced(function* ({ query }) {
        const caller = yield* Caller
        const which = yield* environments.select(caller, query.environment)
        const report = yield* reports.report(caller.orgId, which, query)
        return {
          ...report,
          environments: report.environments.map(({ environment, totals }) => ({
            ...whose(environment),
            kind: environment.kind,
            ...(environment.deletedAt === undefined ? {} : { deleted: true as const }),
            totals
          })),
          series: report.series.map(({ bucket, counts, environment }) => ({ bucket, ...whose(environment), ...counts }))
        }
      })
    )
  })
)

const whose = ({ id, slug }: Environment.Environment) => ({ environment: slug, environmentId: id })
