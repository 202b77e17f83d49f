import { type ClaimedDelivery, Endpoint, Id, Lanes, LeaseLost, Measurement, Turns, Usage } from "@nexio/core"
import { Effect, Exit, Layer } from "effect"
import type * as Row from "../Row.ts"
import { SqliteDatabase } from "../SqliteDatabase.ts"
import * as WebhookRows from "../WebhookRows.ts"
import { DeliveryQueue } from "./DeliveryQueue.ts"
import * as SqliteCounting from "./SqliteCounting.ts"
import * as SqliteFanOut from "./SqliteFanOut.ts"
import * as SqliteLanes from "./SqliteLanes.ts"
import * as SqliteLease from "./SqliteLease.ts"

export const layer = Layer.effect(
  DeliveryQueue,
  Effect.gen(function* () {
    const { group, writer } = yield* SqliteDatabase
    const ids = yield* Id.Ids
    const queueDue = SqliteLanes.prepareQueueing(writer)
    const takeTurns = SqliteLanes.prepare(writer)
    const claimDeliveries = writer.prepare<[number, string, string], Row.Row>(
      `update deliveries set attempts = attempts + 1, due_at = ?, queued = 0, lease_token = ?
       where rowid in (select value from json_each(?)) returning rowid, *`
    )
    const beginAttempt = writer.prepare(
      "insert into attempts (org_id, environment_id, delivery_id, number, started_at) values (?, ?, ?, ?, ?)"
    )
    const eventOf = writer.prepare<[string, string, string], Row.Row>(
      "select * from events where org_id = ? and environment_id = ? and id = ?"
    )
    const findEndpoint = writer.prepare<[string, string, string], Row.Row>(
      "select * from endpoints where org_id = ? and environment_id = ? and id = ?"
    )
    // Its number stays: with a column of the key among them the row would be deleted and inserted anew.
    const endAttempt = writer.prepare(
      `update attempts set ${WebhookRows.endedAttempts.columns.map((column) => `${column} = ?`).join(", ")}
       where org_id = ? and environment_id = ? and delivery_id = ? and number = ? and latency_ms is null`
    )
    const moveOn = writer.prepare(
      `update deliveries set status = ?, failures = ?, due_at = ?, ended_at = ?, queued = 0, lease_token = null
       where org_id = ? and environment_id = ? and id = ? and lease_token = ?`
    )
    const failingOf = writer
      .prepare<[string, string, string], number | null>(
        "select failing_since from endpoints where org_id = ? and environment_id = ? and id = ?"
      )
      .pluck()
    const setFailing = writer.prepare(
      "update endpoints set failing_since = ? where org_id = ? and environment_id = ? and id = ?"
    )
    const counting = SqliteCounting.prepare(writer, group)
    const fanOut = SqliteFanOut.prepare(writer, group)
    const renewal = SqliteLease.prepareRenewal(writer, "deliveries")

    /** What is sent with the deliveries of a lane. */
    const endpointOf = (lane: Lanes.Lane): Pick<Endpoint.Endpoint, "authToken" | "secrets"> =>
      group.once(`endpoint ${Lanes.keyOf(lane)}`, () =>
        WebhookRows.endpoints.decode(findEndpoint.get(lane.orgId, lane.environmentId, lane.endpointId)!)
      )

    const claimed = (row: Row.Row, token: string, at: number, startAt: number | undefined): ClaimedDelivery => {
      const delivery = WebhookRows.deliveries.decode(row)
      const { environmentId, id, orgId } = delivery
      const attempt = row["attempts"] as number
      beginAttempt.run(orgId, environmentId, id, attempt, startAt ?? at)
      const event = group.once(`event ${orgId} ${environmentId} ${delivery.eventId}`, () =>
        WebhookRows.events.decode(eventOf.get(orgId, environmentId, delivery.eventId)!)
      )
      const { authToken, secrets } = endpointOf(delivery)
      return { claim: { orgId, environmentId, id, token }, delivery, attempt, startAt, event, secrets, authToken }
    }

    return DeliveryQueue.of({
      claimDue: Effect.fnUntraced(function* ({ at, limit, places = Lanes.unbounded, turns = Turns.anyone, until }) {
        const all: Array<ClaimedDelivery> = []
        let isMoreToQueue = true
        // In transactions of their own, so that others have theirs while much is queued.
        while (isMoreToQueue && all.length < limit) {
          const left = Lanes.left(
            places,
            all.map(({ delivery }) => delivery)
          )
          const { claims, isMore } = yield* group.writeHot(() => {
            const isMore = queueDue(at)
            const token = ids.next<string>(at)
            const taken = takeTurns(at, limit - all.length, turns, left)
            const startOf = new Map(taken.map(({ rowid, startAt }) => [rowid, startAt]))
            const rows = claimDeliveries.all(until, token, JSON.stringify([...startOf.keys()]))
            const claims = rows.map((row) => claimed(row, token, at, startOf.get(row["rowid"] as number)))
            return Exit.succeed({ claims, isMore })
          })
          all.push(...claims)
          isMoreToQueue = isMore
        }
        return all
      }),
      renew: (claims, until) => group.writeHot(() => Exit.succeed(renewal(claims, until))),
      record: (claim, attempted) =>
        Effect.flatMap(
          group.writeHot(() => {
            const { announcement, attempt, delivery } = attempted
            const { environmentId, id, orgId, token } = claim
            endAttempt.run(...WebhookRows.endedAttempts.values(attempt), orgId, environmentId, id, attempt.number)
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
            if (changes === 0) return Exit.succeed(undefined)
            const before = failingOf.get(orgId, environmentId, delivery.endpointId) ?? undefined
            const failingSince = Endpoint.failingAfter(before, attempted)
            if (failingSince !== before) setFailing.run(failingSince ?? null, orgId, environmentId, delivery.endpointId)
            counting(Usage.ofDelivery(delivery), Measurement.ofDelivery(delivery))
            const deliveries = announcement === undefined ? 0 : fanOut(claim, announcement)
            return Exit.succeed({ failingSince, deliveries })
          }),
          // The attempt is recorded all the same.
          (recorded) =>
            recorded === undefined ? Effect.fail(new LeaseLost({ id: claim.id })) : Effect.succeed(recorded)
        )
    })
  })
)
