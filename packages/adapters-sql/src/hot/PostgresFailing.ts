/** Since when endpoints fail, as the attempts of a batch leave it: only those are held of which something changes. */
import { type Attempted, Endpoint, type Instant } from "@nexio/core"
import * as PostgresSession from "../PostgresSession.ts"
import type * as Row from "../Row.ts"
import * as WebhookRows from "../WebhookRows.ts"

const keyTypes = ["uuid", "uuid", "uuid"] as const

const columns = [...new Set(["org_id", "failing_since", ...WebhookRows.targets.columns])]
  .map((column) => `endpoints.${column}`)
  .join(", ")

/** Those that fail and of whose attempts some succeeded, or that do not fail and of whose attempts some failed. */
const holdChanging = `
  select ${columns} from endpoints
  join ${PostgresSession.unnest([...keyTypes, "boolean"])} as given (org_id, environment_id, id, failed)
    on (endpoints.org_id, endpoints.environment_id, endpoints.id) = (given.org_id, given.environment_id, given.id)
  where given.failed = (endpoints.failing_since is null)
  order by endpoints.org_id, endpoints.environment_id, endpoints.id for no key update of endpoints`

/** Those too that may be told of something: all that are active in an environment. */
const holdTold = `
  with given as (select * from ${PostgresSession.unnest([...keyTypes, "boolean"])}
    as given (org_id, environment_id, id, failed))
  select ${columns} from endpoints where (org_id, environment_id, id) in (
    select held.org_id, held.environment_id, held.id from given join endpoints as held
      using (org_id, environment_id, id) where given.failed = (held.failing_since is null)
    union
    select told.org_id, told.environment_id, told.id from given join endpoints as told
      using (org_id, environment_id) where given.id is null and told.active and told.deleted_at is null)
  order by org_id, environment_id, id for no key update of endpoints`

const findFailing = `
  select org_id, environment_id, id, failing_since from endpoints
  where (org_id, environment_id, id) in (select * from ${PostgresSession.unnest(keyTypes)})`

const writeChanged = `
  update endpoints set failing_since = given.failing_since
  from ${PostgresSession.unnest([...keyTypes, "bigint"])} as given (org_id, environment_id, id, failing_since)
  where (endpoints.org_id, endpoints.environment_id, endpoints.id) = (given.org_id, given.environment_id, given.id)`

const keyOf = ({ delivery }: Attempted) => [delivery.orgId, delivery.environmentId, delivery.endpointId] as const

const isFailed = ({ delivery }: Attempted): boolean => delivery.status !== "succeeded"

const statement = (
  sql: string,
  rows: ReadonlyArray<ReadonlyArray<Row.Value>>,
  types: ReadonlyArray<Row.PostgresType>
): PostgresSession.Statement => {
  const distinct = new Map(rows.map((row) => [row.join(" "), row]))
  return [sql, ...PostgresSession.columnsOf([...distinct.values()], types)]
}

/**
 * Before all else of the batch, since endpoints are locked before deliveries; and in one statement with those that may
 * be told of something, so that they are locked in their order.
 */
export const hold = (attempted: ReadonlyArray<Attempted>): PostgresSession.Statement => {
  const told = attempted.filter(({ announcement }) => announcement !== undefined)
  return statement(
    told.length === 0 ? holdChanging : holdTold,
    [
      ...attempted.map((one) => [...keyOf(one), isFailed(one)]),
      ...told.map(({ delivery }) => [delivery.orgId, delivery.environmentId, null, null])
    ],
    [...keyTypes, "boolean"]
  )
}

/** Once they are held: since when those fail of whose attempts some failed. */
export const find = (attempted: ReadonlyArray<Attempted>): ReadonlyArray<PostgresSession.Statement> => {
  const failed = attempted.filter(isFailed)
  return failed.length === 0 ? [] : [statement(findFailing, failed.map(keyOf), keyTypes)]
}

/**
 * What becomes of them: since when the endpoint of each attempt fails that moved its delivery on, and how that is
 * written. One that is not held stays as it is: what changes it meanwhile comes after this batch.
 */
export const after = (
  attempted: ReadonlyArray<Attempted>,
  moved: ReadonlySet<number>,
  held: ReadonlyArray<Row.Row>,
  found: ReadonlyArray<Row.Row>
) => {
  const rowKey = (row: Row.Row) => `${row["org_id"]} ${row["environment_id"]} ${row["id"]}`
  const before = new Map([...held, ...found].map((row) => [rowKey(row), row["failing_since"] as number | null]))
  const now = new Map(before)
  const failingSince = attempted.map((one, index): Instant.Instant | undefined => {
    const key = keyOf(one).join(" ")
    const since = moved.has(index) ? Endpoint.failingAfter(now.get(key) ?? undefined, one) : undefined
    if (moved.has(index)) now.set(key, since ?? null)
    return since
  })
  const changed = held.flatMap((row) => {
    const since = now.get(rowKey(row)) ?? null
    return since === row["failing_since"] ? [] : [[...rowKey(row).split(" "), since]]
  })
  return {
    failingSince,
    writes: changed.length === 0 ? [] : [statement(writeChanged, changed, [...keyTypes, "bigint"])]
  }
}
