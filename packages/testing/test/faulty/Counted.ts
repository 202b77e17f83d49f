/** Usage that counts more or less than it should. */
import { Usage, type UsageStore } from "@nexio/core"
import { Effect } from "effect"

/** Usage as it is counted, and what is in `extra` besides. */
export const counting = (usage: UsageStore["Service"], extra: ReadonlyArray<Usage.Bump>): UsageStore["Service"] => ({
  read: (orgId, which, range) =>
    Effect.map(usage.read(orgId, which, range), ({ environments, rows }) => {
      const summed = new Map(rows.map((row) => [`${row.environmentId} ${row.bucket}`, row]))
      for (const { adds, environmentId, hour, ...bump } of extra) {
        const asked = bump.orgId === orgId && (which === "all" || which === environmentId)
        if (!asked || hour < range.from || hour >= range.to) continue
        const bucket = hour - (hour % range.width)
        const row = summed.get(`${environmentId} ${bucket}`)
        const counts = Usage.plus(row?.counts ?? Usage.none, adds)
        summed.set(`${environmentId} ${bucket}`, { environmentId, bucket, counts })
      }
      return { environments, rows: [...summed.values()] }
    })
})

/** What takes a count away again. */
export const less = ({ adds, ...bump }: Usage.Bump): Usage.Bump => ({
  ...bump,
  adds: Object.fromEntries(Object.entries(adds).map(([name, count]) => [name, -count]))
})
