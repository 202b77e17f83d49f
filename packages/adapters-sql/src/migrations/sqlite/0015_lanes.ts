/**
 * Deliveries are claimed lane by lane. What is due at once is queued, and found by one seek for each lane; what waits
 * for a retry, or for its lease to run out, is not, and is queued once its time has come.
 */
export const lanes: ReadonlyArray<string> = [
  `alter table deliveries add column queued integer not null default 1`,
  `update deliveries set queued = 0 where due_at is not null`,
  `create index deliveries_lanes on deliveries (org_id, environment_id, endpoint_id, due_at, id, ordered)
   where queued = 1 and due_at is not null`,
  `create index deliveries_waiting on deliveries (due_at) where queued = 0 and due_at is not null`,
  "drop index deliveries_due",

  // Of an ordered endpoint nothing is claimed while one is held.
  `create index deliveries_held on deliveries (org_id, environment_id, endpoint_id)
   where ordered and queued = 0 and lease_token is not null`,

  // When the next attempt to an endpoint with a rate limit may begin, in microseconds.
  `create table endpoint_paces (
    org_id text not null,
    environment_id text not null,
    endpoint_id text not null,
    next_at integer not null,
    primary key (org_id, environment_id, endpoint_id)
  ) strict, without rowid`,
  `create index endpoints_paced on endpoints (org_id) where rate_limit_per_second is not null`
]
