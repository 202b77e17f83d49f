/** What a delivery repeats, and how an endpoint's are found. */
export const redeliveries: ReadonlyArray<string> = [
  `alter table deliveries add column redelivery_of text`,
  `create index deliveries_endpoint on deliveries (org_id, environment_id, endpoint_id, id)`
]
