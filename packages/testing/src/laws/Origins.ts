import type { Instant, Origin } from "@nexio/core"

/** Where a change of a law comes from: nobody calls. */
export const originAt = (at: Instant.Instant): Origin.Origin => ({ at, actor: "system" })
