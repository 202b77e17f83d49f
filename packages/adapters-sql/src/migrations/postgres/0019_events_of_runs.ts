/** Of which run an event tells, and how it is found. What retention has emptied does not say so any more. */
export const eventsOfRuns: ReadonlyArray<string> = [
  "alter table events add column run_id uuid",
  // Nothing before it in a payload is anybody's text.
  `update events set run_id = substr(payload, strpos(payload, '"run_id":"') + 10, 36)::uuid
   where type like 'run.%' and emptied_at is null`,
  "create index events_run on events (org_id, environment_id, run_id) where run_id is not null"
]
