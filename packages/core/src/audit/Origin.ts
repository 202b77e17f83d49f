/** Who makes a change, and from where: ambient, like a trace, so that no use case has to hand it on. */
import { Context, Effect } from "effect"
import * as Instant from "../instant/Instant.ts"

export interface Actor {
  /** `api_key:<id>`, `member:<id>`, `operator`, or `system` for what happens by itself. */
  readonly actor: `api_key:${string}` | `member:${string}` | "operator" | "system"
  /** The client's IP address; absent where nobody called. */
  readonly address?: string | undefined
}

/** Whoever admits a call provides it. */
export const Actor = Context.Reference<Actor>("@nexio/core/audit/Actor", {
  defaultValue: () => ({ actor: "system" })
})

/** Whoever it is, at an address where one is known. */
export const actor = (actor: Actor["actor"], address: string | undefined): Actor =>
  address === undefined ? { actor } : { actor, address }

/** Who makes a change, from where, and when. */
export interface Origin extends Actor {
  readonly at: Instant.Instant
}

/** The origin of a change that is made now. */
export const now: Effect.Effect<Origin> = Effect.gen(function* () {
  return { ...(yield* Actor), at: yield* Instant.now }
})
