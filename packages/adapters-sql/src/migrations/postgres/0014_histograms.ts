/** How long runs and deliveries took: how many values fell into each bin of an hour, to be summed as usage is. */
import { policed } from "./Policies.ts"

export const histograms: ReadonlyArray<string> = [
  // Each measure is written by batches of one kind, so it stands for their lane. Half of each page is free, as in usage.
  `create table histograms (
    org_id uuid not null,
    environment_id uuid not null,
    hour bigint not null,
    measure text collate "C" not null,
    bin integer not null,
    count bigint not null,
    primary key (org_id, environment_id, hour, measure, bin)
  ) with (fillfactor = 50)`,
  ...policed("histograms", "select, insert, update")
]
