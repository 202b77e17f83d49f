/** What does not look at suspensions: it is done while there is none. */
import type { OrgStore } from "@nexio/core"
import { Effect } from "effect"
import { everything } from "./Listed.ts"

export const unsuspended =
  (orgs: OrgStore["Service"]) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.acquireUseRelease(
      Effect.gen(function* () {
        const suspended = (yield* everything(orgs.list)).filter((org) => org.suspendedAt !== undefined)
        for (const { id } of suspended)
          yield* orgs.change(id, ({ suspendedAt: _at, ...org }) => ({ org, entry: undefined }))
        return suspended
      }).pipe(Effect.orDie),
      () => effect,
      (suspended) =>
        Effect.forEach(suspended, ({ id, suspendedAt }) =>
          Effect.orDie(orgs.change(id, (org) => ({ org: { ...org, suspendedAt: suspendedAt! }, entry: undefined })))
        )
    )
