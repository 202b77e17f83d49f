import type { WebhookStore } from "@nexio/core"
import { Context } from "effect"

/** What happens to deliveries often, written for each database. */
export class DeliveryQueue extends Context.Service<
  DeliveryQueue,
  Pick<WebhookStore["Service"], "claimDue" | "renew" | "record">
>()("@nexio/adapters-sql/hot/DeliveryQueue") {}
