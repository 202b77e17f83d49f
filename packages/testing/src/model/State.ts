/**
 * All that the model knows: plain rows, in the order of their making, and never changed in place.
 *
 * Nothing in it is said twice. Whether a key works is asked of its environment and org, and usage is a recount of
 * runs and deliveries, so no two parts of it can drift apart.
 */
import type {
  ApiKey,
  Attempt,
  AuditEntry,
  Delivery,
  Endpoint,
  Engine,
  EngineVersion,
  Environment,
  Event,
  Id,
  Idempotency,
  Instant,
  Member,
  Org,
  Run,
  Session,
  SignInLink
} from "@nexio/core"
import type { Result } from "effect"

/** A run or delivery: when it may be taken, and by which token it is held. It has neither once it has ended. */
export interface Work<Item extends Id.Scope & { readonly id: string }> {
  readonly item: Item
  /** Of what is held: when its lease runs out. */
  readonly dueAt?: Instant.Instant | undefined
  /** Of the last claim, until what it held is recorded or stopped. */
  readonly token?: string | undefined
}

export interface DeliveryWork extends Work<Delivery.Delivery> {
  /** Whether a claim found that its lease ran out. */
  readonly lapsed?: boolean
  /** How many attempts were begun. */
  readonly attempts: number
}

/** An attempt from its claim on; nothing is known of it until it is recorded. */
export interface BegunAttempt extends Id.Scope {
  readonly deliveryId: Id.DeliveryId
  readonly number: number
  readonly begunAt: Instant.Instant
  readonly recorded?: Attempt.Attempt | undefined
}

export type HashedKey = ApiKey.HashedKey

/** What is remembered of a request, and which request that was. */
export interface RememberedRequest extends Idempotency.Remembered {
  readonly of: Pick<Idempotency.Once, "orgId" | "scope" | "key">
}

export interface State {
  readonly orgs: ReadonlyArray<Org.Org>
  readonly environments: ReadonlyArray<Environment.Environment>
  readonly keys: ReadonlyArray<HashedKey>
  readonly members: ReadonlyArray<Member.Member>
  /** Those that can be spent still, or have expired unspent. */
  readonly signInLinks: ReadonlyArray<SignInLink.SignInLink>
  readonly sessions: ReadonlyArray<Session.Session>
  readonly engines: ReadonlyArray<Engine.Engine>
  readonly engineVersions: ReadonlyArray<EngineVersion.EngineVersion>
  readonly runs: ReadonlyArray<Work<Run.Run>>
  readonly endpoints: ReadonlyArray<Endpoint.Endpoint>
  readonly events: ReadonlyArray<Event.Event>
  readonly deliveries: ReadonlyArray<DeliveryWork>
  /** When the next attempt of a lane that was claimed of under a rate limit may begin, by its key: see `Pace`. */
  readonly paces: ReadonlyMap<string, number>
  readonly attempts: ReadonlyArray<BegunAttempt>
  readonly remembered: ReadonlyArray<RememberedRequest>
  /** Each org's entries in their order. Who could alter one here could alter all else, so they are not proven by MACs. */
  readonly audit: ReadonlyArray<AuditEntry.AuditEntry>
  /** How many claims were made: what makes each one's token its own. */
  readonly claims: number
}

export const empty: State = {
  orgs: [],
  environments: [],
  keys: [],
  members: [],
  signInLinks: [],
  sessions: [],
  engines: [],
  engineVersions: [],
  runs: [],
  endpoints: [],
  events: [],
  deliveries: [],
  paces: new Map(),
  attempts: [],
  remembered: [],
  audit: [],
  claims: 0
}

/** What one call of a port does: all of it and an answer, or nothing and a refusal. */
export type Step<A, E = never> = (state: State) => Result.Result<readonly [answer: A, after: State], E>

/** There is one of this id already, which no right caller asks for. Stops the step. */
export class AlreadyThere extends Error {
  override readonly name = "AlreadyThere"
}

/** With one more row, unless there is one that is the same. */
export const add = <Row>(rows: ReadonlyArray<Row>, row: Row, isSame: (other: Row) => boolean): ReadonlyArray<Row> => {
  if (rows.some(isSame)) throw new AlreadyThere("There is one already")
  return [...rows, row]
}

/** With those rows changed that it is about. */
export const change = <Row>(
  rows: ReadonlyArray<Row>,
  isMeant: (row: Row) => boolean,
  by: (row: Row) => Row
): ReadonlyArray<Row> => rows.map((row) => (isMeant(row) ? by(row) : row))

export const isIn =
  (reach: Id.Reach) =>
  (row: Id.Scope): boolean =>
    row.orgId === reach.orgId && (reach.environmentId === "all" || row.environmentId === reach.environmentId)

/** Whether a row is the one of this id, where it is looked for. */
export const isOne =
  (reach: Id.Reach, id: string) =>
  (row: Id.Scope & { readonly id: string }): boolean =>
    row.id === id && isIn(reach)(row)

/** What makes rows a page: newest first. */
export const newestFirst = <Row extends { readonly id: string }>(
  rows: ReadonlyArray<Row>,
  after: string | undefined
): ReadonlyArray<Row> =>
  rows.filter(({ id }) => after === undefined || id < after).toSorted((a, b) => (a.id < b.id ? 1 : -1))
