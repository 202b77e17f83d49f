import {
  type Attempted,
  type Claim,
  type ClaimedDelivery,
  Id,
  type Instant,
  Lanes,
  LeaseLost,
  Measurement,
  Turns,
  Usage
} from "@nexio/core"
import { Effect, Exit, Layer, Schema } from "effect"
import * as Batch from "../Batch.ts"
import { PostgresDatabase } from "../PostgresDatabase.ts"
import { inTime } from "../PostgresPatience.ts"
import * as PostgresSession from "../PostgresSession.ts"
import * as Row from "../Row.ts"
import { Transaction, unavailable } from "../Transaction.ts"
import * as WebhookRows from "../WebhookRows.ts"
import { DeliveryQueue } from "./DeliveryQueue.ts"
import * as PostgresFailing from "./PostgresFailing.ts"
import * as PostgresFanOut from "./PostgresFanOut.ts"
import * as PostgresHistograms from "./PostgresHistograms.ts"
import * as PostgresLease from "./PostgresLease.ts"
import * as PostgresUsage from "./PostgresUsage.ts"

interface Reported extends Attempted {
  readonly claim: Claim
}

const scopeTypes = ["uuid", "uuid", "uuid"] as const

const attemptTypes = [...scopeTypes, ...WebhookRows.attempts.types]
const endAttempts = `
  update attempts set ${WebhookRows.attempts.columns.map((column) => `${column} = given.${column}`).join(", ")}
  from ${PostgresSession.unnest(attemptTypes)}
    as given (org_id, environment_id, delivery_id, ${WebhookRows.attempts.columns.join(", ")})
  where (attempts.org_id, attempts.environment_id, attempts.delivery_id, attempts.number)
      = (given.org_id, given.environment_id, given.delivery_id, given.number)
    and attempts.latency_ms is null`

const stateTypes = [...scopeTypes, "text", "text", "bigint", "bigint", "bigint"] as const
const moveOn = `
  update deliveries set status = given.status, failures = given.failures, due_at = given.due_at,
    ended_at = given.ended_at, queued = false, lease_token = null
  from ${PostgresSession.unnest(stateTypes)}
    with ordinality as given (org_id, environment_id, id, token, status, failures, due_at, ended_at, nth)
  where (deliveries.org_id, deliveries.environment_id, deliveries.id) = (given.org_id, given.environment_id, given.id)
    and deliveries.lease_token = given.token
  returning given.nth`

/** A lane that could give some. */
const DueLane = Schema.Struct({
  orgId: Id.OrgId,
  environmentId: Id.EnvironmentId,
  endpointId: Id.EndpointId,
  due: Schema.Natural,
  /** Whether it is claimed of by one at a time, since it has an order or a pace. */
  alone: Schema.Boolean,
  /** Whether more waits that is not queued yet. */
  more: Schema.Boolean
})
const waiting = Row.codec(DueLane)

const scopeOf = ({ environmentId, id, orgId }: Claim) => [orgId, environmentId, id]

export const layer = Layer.effect(
  DeliveryQueue,
  Effect.gen(function* () {
    const { batches, client } = yield* PostgresDatabase
    const transaction = yield* Transaction
    const ids = yield* Id.Ids

    const record = yield* Batch.make(batches, {
      order: ({ claim }: Reported) => PostgresLease.placeOf(claim),
      perform: Effect.fnUntraced(function* (session, attempted: ReadonlyArray<Reported>) {
        const [, , changing = [], , , moved = [], failing = []] = yield* PostgresSession.send(session, [
          ...PostgresSession.begin(attempted.map(({ claim }) => claim.orgId)),
          PostgresFailing.hold(attempted),
          PostgresLease.lockInOrder(
            "deliveries",
            attempted.map(({ claim }) => claim)
          ),
          [
            endAttempts,
            ...PostgresSession.columnsOf(
              attempted.map(({ attempt, claim }) => [...scopeOf(claim), ...WebhookRows.attempts.values(attempt)]),
              attemptTypes
            )
          ],
          [
            moveOn,
            ...PostgresSession.columnsOf(
              attempted.map(({ claim, delivery: { dueAt = null, endedAt = null, failures, status } }) => [
                ...scopeOf(claim),
                claim.token,
                status,
                failures,
                dueAt,
                endedAt
              ]),
              stateTypes
            )
          ],
          ...PostgresFailing.find(attempted)
        ])
        const held = new Set(moved.map(({ nth }) => Number(nth) - 1))
        const recorded = attempted.flatMap(({ delivery }, index) => (held.has(index) ? [delivery] : []))
        const { failingSince, writes } = PostgresFailing.after(attempted, held, changing, failing)
        const told = attempted.filter(({ announcement }, index) => announcement !== undefined && held.has(index))
        const environments = new Set(told.map(({ claim }) => Turns.keyOf(claim)))
        const targets = changing.filter((row) => environments.has(`${row["org_id"]} ${row["environment_id"]}`))
        const [orders = []] = yield* PostgresSession.send(session, PostgresFanOut.orders(targets))
        const announce = PostgresFanOut.announcing(targets, orders)
        const made = new Map(told.map((one) => [one, one.announcement && announce(one.claim, one.announcement)]))
        yield* PostgresSession.send(session, [
          ...writes,
          ...PostgresFanOut.insertions([...made.values()].filter((fanOut) => fanOut !== undefined)),
          ...PostgresUsage.additions("deliveries", recorded.map(Usage.ofDelivery)),
          ...PostgresHistograms.additions(recorded.map(Measurement.ofDelivery)),
          PostgresSession.commit
        ])
        return attempted.map((one, index) =>
          held.has(index)
            ? Exit.succeed({ failingSince: failingSince[index], deliveries: made.get(one)?.deliveries.length ?? 0 })
            : Exit.fail(new LeaseLost({ id: one.claim.id }))
        )
      })
    })

    const dueLanes = (at: Instant.Instant, limit: number, { after, ahead }: Turns.Turns, places: Lanes.Places) =>
      Effect.map(
        client<Row.Row>`select * from due_lanes(${at}, ${limit}, ${after?.orgId ?? null}::uuid,
          ${after?.environmentId ?? null}::uuid, ${
            PostgresSession.columnsOf(
              ahead.map((scope) => [Turns.keyOf(scope)]),
              ["text"]
            )[0]
          }::text[], ${places.perLane},
          ${places.perEnvironment},
          ${JSON.stringify(Object.fromEntries([...places.environments, ...places.lanes]))}::text::jsonb,
          ${JSON.stringify(Object.fromEntries(places.after))}::text::jsonb)`,
        (rows) => rows.map(waiting.decode)
      ).pipe(unavailable(), inTime)

    const claim = (at: Instant.Instant, until: Instant.Instant, shares: ReadonlyMap<typeof DueLane.Type, number>) =>
      Effect.gen(function* () {
        const token = ids.next<string>(at)
        const [orgs, environments, endpoints, alone, counts] = PostgresSession.columnsOf(
          [...shares].map(([{ alone, endpointId, environmentId, orgId }, share]) => [
            orgId,
            environmentId,
            endpointId,
            alone,
            share
          ]),
          ["uuid", "uuid", "uuid", "boolean", "bigint"]
        )
        const rows = yield* client<Row.Row>`
          select (delivery).*, start_at, type, payload, event_created_at, run_id, secrets, auth_token
          from claim_deliveries(${at}, ${until}, ${token}, ${orgs}::text[]::uuid[], ${environments}::text[]::uuid[],
            ${endpoints}::text[]::uuid[], ${alone}::boolean[], ${counts}::bigint[])`
        return rows.map((row) => claimed(row, token))
      }).pipe(unavailable(), inTime)

    return DeliveryQueue.of({
      claimDue: Effect.fnUntraced(function* ({ at, limit, turns = Turns.anyone, until, ...request }) {
        const all: Array<ClaimedDelivery> = []
        let places = request.places ?? Lanes.unbounded
        while (all.length < limit) {
          const waiting = yield* dueLanes(at, limit - all.length, turns, places)
          const environments = [...Map.groupBy(waiting, Turns.keyOf).values()]
          const shares = Lanes.shares(
            environments.map((lanes) => [lanes[0]!, lanes] as const),
            limit - all.length,
            turns,
            places,
            ({ due }) => due
          )
          if (shares.size === 0) break
          const claimed = yield* claim(at, until, shares)
          all.push(...claimed)
          // What somebody else holds at the moment is not waited for, and others' turns come instead.
          const short = [...shares].flatMap(([lane, share]) => {
            const given = claimed.filter(({ delivery }) => Lanes.keyOf(delivery) === Lanes.keyOf(lane)).length
            return given < share ? [lane] : []
          })
          if (short.length === 0 && !waiting.some(({ more }) => more)) break
          places = Lanes.without(
            Lanes.left(
              places,
              claimed.map(({ delivery }) => delivery)
            ),
            short
          )
        }
        return all
      }),
      renew: PostgresLease.renewal(transaction, "deliveries"),
      record: (claim, attempted) => record({ claim, ...attempted })
    })
  })
)

const claimed = (row: Row.Row, token: string) => {
  const delivery = WebhookRows.deliveries.decode(row)
  const { environmentId, eventId, id, orgId } = delivery
  const event = WebhookRows.events.decode({ ...row, id: eventId, created_at: row["event_created_at"]! })
  const { authToken, secrets } = WebhookRows.endpoints.decode(row)
  return {
    claim: { orgId, environmentId, id, token },
    delivery,
    attempt: row["attempts"] as number,
    startAt: (row["start_at"] as number | null) ?? undefined,
    event,
    secrets,
    authToken
  }
}
