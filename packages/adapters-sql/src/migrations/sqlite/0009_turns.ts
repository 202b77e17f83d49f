/** Runs are claimed turn by turn: an index that finds the next environment with due runs by one seek. */
export const turns: ReadonlyArray<string> = [
  // Nobody but a live environment is called so (contract section 2).
  `alter table runs add column live integer generated always as (environment = 'live') virtual`,
  `create index runs_turns on runs (live, org_id, environment_id, due_at, id) where due_at is not null`
]
