import { type ClaimedDelivery, Id, LeaseLost, Measurement, Usage } from "@nexio/core"
import { Effect, Exit, Layer } from "effect"
import * as HistogramRows from "../HistogramRows.ts"
import type * as Row from "../Row.ts"
import { SqliteDatabase } from "../SqliteDatabase.ts"
import * as UsageRows from "../UsageRows.ts"
import * as WebhookRows from "../WebhookRows.ts"
import { DeliveryQueue } from "./DeliveryQueue.ts"
import * as SqliteLease from "./SqliteLease.ts"

export const layer = Layer.effect(
  DeliveryQueue,
  Effect.gen(function* () {
    const { group, writer } = yield* SqliteDatabase
    const ids = yield* Id.Ids
    const claimDue = writer.prepare<[number, string, number, number], Row.Row>(
      `update deliveries set attempts = attempts + 1, due_at = ?, lease_token = ?
       where rowid in (${SqliteLease.due("deliveries")}) returning *`
    )
    const beginAttempt = writer.prepare(
      "insert into attempts (org_id, environment_id, delivery_id, number, started_at) values (?, ?, ?, ?, ?)"
    )
    const eventOf = writer.prepare<[string, string, string], Row.Row>(
      "select * from events where org_id = ? and environment_id = ? and id = ?"
    )
    const endpointOf = writer.prepare<[string, string, string], Row.Row>(
      "select * from endpoints where org_id = ? and environment_id = ? and id = ?"
    )
    const endAttempt = writer.prepare(
      `update attempts set ${WebhookRows.attempts.columns.map((column) => `${column} = ?`).join(", ")}
       where org_id = ? and environment_id = ? and delivery_id = ? and number = ? and latency_ms is null`
    )
    const moveOn = writer.prepare(
      `update deliveries set status = ?, failures = ?, due_at = ?, ended_at = ?, lease_token = null
       where org_id = ? and environment_id = ? and id = ? and lease_token = ?`
    )
    const bump = writer.prepare(UsageRows.upsert)
    const measure = writer.prepare(HistogramRows.upsert)
    const renewal = SqliteLease.prepareRenewal(writer, "deliveries")

    const claimed = (row: Row.Row, token: string, at: number): ClaimedDelivery => {
      const delivery = WebhookRows.deliveries.decode(row)
      const { environmentId, id, orgId } = delivery
      const attempt = row["attempts"] as number
      beginAttempt.run(orgId, environmentId, id, attempt, at)
      const event = WebhookRows.events.decode(eventOf.get(orgId, environmentId, delivery.eventId)!)
      const endpoint = WebhookRows.endpoints.decode(endpointOf.get(orgId, environmentId, delivery.endpointId)!)
      return {
        claim: { orgId, environmentId, id, token },
        delivery,
        attempt,
        event,
        secrets: endpoint.secrets,
        authToken: endpoint.authToken
      }
    }

    return DeliveryQueue.of({
      claimDue: ({ at, limit, until }) =>
        group.write(() => {
          const token = ids.next<string>(at)
          return Exit.succeed(claimDue.all(until, token, at, limit).map((row) => claimed(row, token, at)))
        }),
      renew: (claims, until) => group.write(() => Exit.succeed(renewal(claims, until))),
      record: (claim, { attempt, delivery }) =>
        Effect.flatMap(
          group.write(() => {
            const { environmentId, id, orgId, token } = claim
            endAttempt.run(...WebhookRows.attempts.values(attempt), orgId, environmentId, id, attempt.number)
            const { changes } = moveOn.run(
              delivery.status,
              delivery.failures,
              delivery.dueAt ?? null,
              delivery.endedAt ?? null,
              orgId,
              environmentId,
              id,
              token
            )
            if (changes === 0) return Exit.succeed(false)
            const counted = Usage.ofDelivery(delivery)
            if (counted !== undefined) bump.run(...UsageRows.values(counted))
            const measured = Measurement.ofDelivery(delivery)
            if (measured !== undefined) measure.run(...HistogramRows.values(measured))
            return Exit.succeed(true)
          }),
          (held) => (held ? Effect.void : Effect.fail(new LeaseLost({ id: claim.id })))
        )
    })
  })
)
