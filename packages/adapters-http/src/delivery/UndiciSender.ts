import { Attempt, Sender, SendFailed } from "@nexio/core"
import { Duration, Effect, Layer, Result } from "effect"
import * as AddressGuard from "./AddressGuard.ts"
import type { AllowList } from "./AllowList.ts"
import { post } from "./BoundedPost.ts"
import * as GuardedAgent from "./GuardedAgent.ts"
import type { NameLookup } from "./NameLookup.ts"
import * as WireLimit from "./WireLimit.ts"

export interface SenderOptions {
  /** What may be reached although it is not public. */
  readonly allow: AllowList
  /** The ports that the server itself listens on now. Default: none. */
  readonly ownPorts?: () => ReadonlyArray<number>
  /** For the whole of a request, from the look-up of the name to the end of the answer. Default: 15 s. */
  readonly timeout?: Duration.Duration
  /** The largest answer, in bytes. Default: 64 KiB. */
  readonly maxAnswerBytes?: number
  /** Default: as the operating system resolves names. */
  readonly lookup?: NameLookup
}

/** Sends through the guarded agent, which lives as long as the layer. */
export const layer = (options: SenderOptions): Layer.Layer<Sender> =>
  Layer.effect(
    Sender,
    Effect.gen(function* () {
      const guard = AddressGuard.make(options.allow, options.ownPorts ?? (() => []))
      const limits = {
        timeoutMs: Duration.toMillis(options.timeout ?? Duration.seconds(15)),
        maxAnswerBytes: options.maxAnswerBytes ?? 65_536,
        keptBytes: Attempt.keptBytes
      }
      const agent = yield* Effect.acquireRelease(
        Effect.sync(() =>
          GuardedAgent.make({
            guard,
            connectTimeoutMs: limits.timeoutMs,
            lookup: options.lookup,
            maxWireBytes: WireLimit.around(limits.maxAnswerBytes)
          })
        ),
        (agent) => Effect.promise(() => agent.destroy())
      )
      return Sender.of({
        refusal: (url) =>
          Result.match(guard.admitUrl(url), { onSuccess: () => undefined, onFailure: (reason) => reason }),
        // The settings may have changed since the endpoint was made.
        send: (outgoing) =>
          Result.match(guard.admitUrl(outgoing.url), {
            onSuccess: (url) => post(agent, url, outgoing, limits),
            onFailure: (reason) => Effect.fail(new SendFailed({ kind: "refused", reason, latencyMs: 0 }))
          })
      })
    })
  )
