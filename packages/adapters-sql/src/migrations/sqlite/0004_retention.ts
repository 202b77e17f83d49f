/** What retention empties: when it did, and how it finds what is due. */
export const retention: ReadonlyArray<string> = [
  ...["runs", "events", "deliveries"].map((table) => `alter table ${table} add column emptied_at integer`),
  "create index runs_ended on runs (completed_at) where completed_at is not null and emptied_at is null",
  "create index deliveries_ended on deliveries (ended_at) where ended_at is not null and emptied_at is null",
  "create index deliveries_event on deliveries (org_id, environment_id, event_id)"
]
