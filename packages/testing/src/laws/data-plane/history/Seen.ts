/** What of things matters, where stores may differ. */
import { type ClaimedDelivery, type ClaimedRun, type Endpoint, type Instant, SigningSecret } from "@nexio/core"

/** Each store makes tokens of its own. */
export const claimedRun = ({ claim, run }: ClaimedRun) => ({ claim: { ...claim, token: "" }, run })

/** What is held is not due, and secrets that have ended sign nothing. */
export const claimedDelivery =
  (at: Instant.Instant) =>
  ({ attempt, authToken, claim, delivery, event, secrets, startAt }: ClaimedDelivery) => ({
    claim: { ...claim, token: "" },
    attempt,
    startAt,
    delivery: { ...delivery, dueAt: undefined },
    event,
    secrets: SigningSecret.validAt(secrets, at),
    authToken
  })

/** Whether the end of an environment is a change of its endpoints is left open. */
export const endpoint = (endpoint: Endpoint.Endpoint) => ({ ...endpoint, updatedAt: undefined })
