/** How long what was replaced, a key or a signing secret, goes on beside its successor, in seconds. */
import { day } from "../instant/Instant.ts"

/** When nothing is said. */
export const defaultSeconds = day / 1000

/** The longest that can be asked for. */
export const maxSeconds = 604_800
