/** Of which type a delivery's event is, and how those of the rarer types are found, page by page. */
export const deliveryTypes: ReadonlyArray<string> = [
  "alter table deliveries add column event_type text not null default 'run.completed'",
  `update deliveries set event_type = events.type from events
   where events.org_id = deliveries.org_id and events.environment_id = deliveries.environment_id
     and events.id = deliveries.event_id and events.type <> 'run.completed'`,
  `create index deliveries_types on deliveries (org_id, environment_id, endpoint_id, event_type, id)
   where event_type <> 'run.completed'`
]
