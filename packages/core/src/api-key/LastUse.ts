/**
 * When keys were last used: noted in memory as each is verified, and written now and then, on no request's path.
 *
 * What was noted since is lost with a process that ends without being stopped.
 */
import { Array as Arr, Duration, Effect, type Scope } from "effect"
import type { ApiKeyId, OrgId } from "../id/Id.ts"
import type { Instant } from "../instant/Instant.ts"
import { ApiKeyStore } from "./ApiKeyStore.ts"
import type { KeyPrincipal } from "./Principal.ts"

/** A key was used at an instant. */
export interface Use {
  readonly orgId: OrgId
  readonly id: ApiKeyId
  readonly at: Instant
}

/** How often what was noted is written. */
export const defaultPeriod = Duration.seconds(20)

/** The most keys that are written at once. */
const largest = 1_000

/** How long the last writing may take once the server stops. */
const patience = Duration.seconds(3)

/** Gives what notes a use, and writes what was noted each period and when the scope closes. */
export const noting = Effect.fnUntraced(function* (
  period: Duration.Duration
): Effect.fn.Return<(principal: KeyPrincipal, at: Instant) => void, never, ApiKeyStore | Scope.Scope> {
  const store = yield* ApiKeyStore
  const noted = new Map<ApiKeyId, Use>()

  /** What could not be written is noted as before, unless the key was used since. */
  const keep = (uses: ReadonlyArray<Use>) =>
    Effect.sync(() => {
      for (const use of uses) if (!noted.has(use.id)) noted.set(use.id, use)
    })

  const write = Effect.gen(function* () {
    const uses = [...noted.values()]
    for (const some of Arr.chunksOf(uses, largest)) {
      for (const use of some) if (noted.get(use.id) === use) noted.delete(use.id)
      yield* Effect.onError(store.used(some), () => keep(some))
    }
  }).pipe(Effect.catchCause((cause) => Effect.logWarning("Could not write when keys were last used", cause)))

  // Closed in reverse: the periods end first, and what they left is written.
  yield* Effect.addFinalizer(() => Effect.timeoutOption(Effect.interruptible(write), patience))
  yield* Effect.forkScoped(Effect.forever(Effect.delay(write, period)))
  return ({ apiKeyId: id, orgId }, at) => {
    noted.set(id, { orgId, id, at })
  }
})
