/** What is done once: the answer is remembered in the step that it belongs to. */
import { Idempotency } from "@nexio/core"
import { Result } from "effect"
import type { RememberedRequest, State, Step } from "./State.ts"

/** A step that is not made again where it was made before. `what` is what of its answer is remembered. */
export const once =
  <A, B, E>(
    remember: Idempotency.Remember<B> | undefined,
    what: (answer: A) => B,
    step: Step<A, E>
  ): Step<A, E | Idempotency.Replayed | Idempotency.IdempotencyConflict> =>
  (state) => {
    if (remember === undefined) return step(state)
    const isSame = ({ of }: RememberedRequest) =>
      of.orgId === remember.orgId && of.scope === remember.scope && of.key === remember.key
    const recalled = Idempotency.recall(remember, state.remembered.find(isSame))
    if (recalled !== undefined) return Result.fail(recalled)
    return Result.map(step(state), ([answer, after]) => {
      const { at, fingerprint, key, orgId, scope } = remember
      const request: RememberedRequest = {
        of: { orgId, scope, key },
        fingerprint,
        answer: remember.answer(what(answer)),
        expiresAt: at + Idempotency.lifetime
      }
      const remembered: State["remembered"] = [...after.remembered.filter((other) => !isSame(other)), request]
      return [answer, { ...after, remembered }] as const
    })
  }
