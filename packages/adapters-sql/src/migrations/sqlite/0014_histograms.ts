/** How long runs and deliveries took: how many values fell into each bin of an hour, to be summed as usage is. */
export const histograms: ReadonlyArray<string> = [
  `create table histograms (
    org_id text not null,
    environment_id text not null,
    hour integer not null,
    measure text not null,
    bin integer not null,
    count integer not null,
    primary key (org_id, environment_id, hour, measure, bin)
  ) strict, without rowid`
]
