/** How fast and in which order deliveries go to an endpoint. */
export const endpointSettings: ReadonlyArray<string> = [
  `alter table endpoints add column rate_limit_per_second integer`,
  `alter table endpoints add column ordered integer not null default 0`,
  `alter table deliveries add column ordered integer not null default 0`,
  // What goes next to an ordered endpoint.
  `create index deliveries_ordered on deliveries (org_id, environment_id, endpoint_id, event_id, id)
   where ordered and status = 'pending'`,

  // Of each endpoint that is ordered, or was: an event that goes to it is made after this instant.
  `create table endpoint_orders (
    org_id text not null,
    environment_id text not null,
    endpoint_id text not null,
    last_event_at integer not null,
    primary key (org_id, environment_id, endpoint_id)
  ) strict, without rowid`
]
