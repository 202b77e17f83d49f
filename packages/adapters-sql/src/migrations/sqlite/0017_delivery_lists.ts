/** How the deliveries to an endpoint are found that are pending, that failed, or that were cancelled, page by page. */
export const deliveryLists: ReadonlyArray<string> = [
  "drop index deliveries_pending",
  `create index deliveries_pending on deliveries (org_id, environment_id, endpoint_id, id) where status = 'pending'`,
  `create index deliveries_failed on deliveries (org_id, environment_id, endpoint_id, id) where status = 'failed'`,
  `create index deliveries_cancelled on deliveries (org_id, environment_id, endpoint_id, id) where status = 'cancelled'`
]
