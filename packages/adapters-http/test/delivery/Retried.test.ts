import { getCACertificates, setDefaultCACertificates } from "node:tls"
import { HmacSigner, UndiciSender } from "@nexio/adapters-http/delivery"
import {
  type Attempt,
  type ClaimedDelivery,
  type Delivery,
  Dispatcher,
  RetrySchedule,
  Wakeups,
  WebhookStore
} from "@nexio/core"
import * as arbitrary from "@nexio/testing/arbitraries"
import { Model } from "@nexio/testing/model"
import { Deferred, Effect, Layer } from "effect"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { listen, pem, senderTo } from "./HostileListening.ts"
import { all, type HostileReceiver } from "./HostileReceivers.ts"

const known = getCACertificates("default")
beforeAll(() => setDefaultCACertificates([...known, pem]))
afterAll(() => setDefaultCACertificates(known))

interface Recorded {
  readonly attempt: Attempt.Attempt
  readonly delivery: Delivery.Delivery
  readonly at: number
}

const claimed = (url: string, delivery: Delivery.Delivery): ClaimedDelivery => {
  const { environmentId, eventId, id, orgId } = delivery
  const event = { id: eventId, orgId, environmentId, type: "run.completed", payload: "{}", createdAt: 0 } as const
  const claim = { orgId, environmentId, id, token: "a token" }
  return { claim, attempt: 1, delivery: { ...delivery, url }, event, secrets: [] }
}

const isSuccess = (statusCode: number) => statusCode < 300

const told = ({ recorded }: HostileReceiver) => {
  if ("reason" in recorded) return recorded
  const { body: answer, statusCode } = recorded
  return { statusCode, answer, ...(isSuccess(statusCode) ? {} : { reason: `The receiver answered ${statusCode}` }) }
}

/** What a dispatcher records of the first attempt of a delivery to each of these URLs. */
const attempted = (urls: ReadonlyArray<string>, sender: UndiciSender.SenderOptions) =>
  Effect.gen(function* () {
    const due = fc.sample(arbitrary.pendingDelivery, urls.length).map((delivery, nth) => claimed(urls[nth]!, delivery))
    const recorded = new Map<string, Recorded>()
    const done = yield* Deferred.make<void>()
    const store = Layer.mock(WebhookStore, {
      claimDue: ({ limit }) => Effect.sync(() => due.splice(0, limit)),
      renew: () => Effect.succeed([]),
      record: (_claim, { attempt, delivery }) => {
        recorded.set(delivery.url, { attempt, delivery, at: Date.now() })
        const isLast = recorded.size === urls.length
        return Effect.as(isLast ? Deferred.succeed(done, undefined) : Effect.void, { deliveries: 0 })
      }
    })
    const ports = Layer.mergeAll(
      store,
      UndiciSender.layer(sender),
      HmacSigner.layer,
      Model.layerSecrets,
      Model.layerIds,
      Wakeups.layerMemory
    )
    yield* Layer.build(Layer.provide(Dispatcher.layer(), ports))
    yield* Deferred.await(done)
    return recorded
  }).pipe(Effect.scoped, Effect.runPromise)

describe("A delivery", () => {
  it.each([true, false])(
    "to each hostile receiver has its reason or answer recorded, and is due again unless that was a 2xx (late: %s)",
    async (late) => {
      await using stack = new AsyncDisposableStack()
      const receivers = new Map<string, HostileReceiver>()
      for (const receiver of all.filter((receiver) => receiver.late === late)) {
        receivers.set(stack.use(await listen(receiver)).url, receiver)
      }
      const recorded = await attempted([...receivers.keys()], senderTo({ late }))
      const [wait = 0] = RetrySchedule.standard
      for (const [url, receiver] of receivers) {
        const { at, attempt, delivery } = recorded.get(url)!
        expect([receiver.does, attempt]).toEqual([
          receiver.does,
          { number: 1, startedAt: expect.any(Number), latencyMs: expect.any(Number), ...told(receiver) }
        ])
        if ("statusCode" in receiver.recorded && isSuccess(receiver.recorded.statusCode)) {
          expect([receiver.does, delivery.status]).toEqual([receiver.does, "succeeded"])
          continue
        }
        expect([receiver.does, delivery]).toMatchObject([receiver.does, { status: "pending", failures: 1 }])
        // Within 10 % of the wait, from when the attempt ended.
        expect(delivery.dueAt! - at).toBeLessThanOrEqual(1.1 * wait)
        expect(delivery.dueAt! - attempt.startedAt).toBeGreaterThanOrEqual(0.9 * wait)
      }
    }
  )
})
