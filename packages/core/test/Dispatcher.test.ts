import { Effect, Layer, Random, Redacted, Result } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type Attempted,
  type Claim,
  type ClaimedDelivery,
  Deactivation,
  Dispatcher,
  type Endpoint,
  type EventType,
  Id,
  Instant,
  Lanes,
  LeaseLost,
  type Outgoing,
  type Recorded,
  Sealed,
  Secrets,
  SecretUnreadable,
  Sender,
  SendFailed,
  Signer,
  SigningSecret,
  StorageUnavailable,
  Wakeups,
  WebhookStore
} from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

const now = Date.UTC(2027, 0, 1)

/** A claimed delivery; `secrets` holds the text of each secret, in whatever order, with when it was made and ends. */
const claimed = fc
  .record({
    ids: fc.tuple(
      arbitrary.id<Id.DeliveryId>(),
      arbitrary.id<Id.OrgId>(),
      arbitrary.id<Id.EnvironmentId>(),
      arbitrary.id<Id.EndpointId>(),
      arbitrary.id<string>()
    ),
    type: fc.constantFrom<EventType>("run.completed", "run.failed", "run.cancelled"),
    url: fc.webUrl(),
    payload: fc.json(),
    failures: fc.nat({ max: 9 }),
    attempt: fc.integer({ min: 1, max: 12 }),
    secrets: fc.uniqueArray(
      fc.record({
        age: fc.integer({ min: 1, max: 1_000 }),
        left: fc.option(fc.integer({ min: -5, max: 5 }), { nil: undefined })
      }),
      { selector: ({ age }) => age, minLength: 1, maxLength: 4 }
    ),
    token: fc.option(fc.string({ unit: fc.constantFrom(..."abc."), minLength: 1 }), { nil: undefined })
  })
  .map(
    ({
      attempt,
      failures,
      ids: [id, orgId, environmentId, endpointId, event],
      payload,
      secrets,
      token,
      type,
      url
    }): ClaimedDelivery => {
      const eventId = `evt_${event}` as Id.EventId
      return {
        claim: { orgId, environmentId, id, token: "a token" },
        attempt,
        delivery: {
          id,
          orgId,
          environmentId,
          endpointId,
          eventId,
          eventType: type,
          url,
          ordered: false,
          status: "pending",
          failures,
          createdAt: 0,
          dueAt: now
        },
        event: { id: eventId, orgId, environmentId, type, payload, createdAt: 0 },
        secrets: secrets.map(({ age, left }) => ({
          id: `secret ${age}`,
          sealed: Sealed.make(JSON.stringify([`whsec_${age}`])),
          createdAt: now - age,
          ...(left === undefined ? {} : { endsAt: now + left * 1_000 })
        })),
        ...(token === undefined ? {} : { authToken: Sealed.make(JSON.stringify([token])) })
      }
    }
  )

/** What an endpoint can have of two claims, where the first has been answered: its window is 4 and then 8. */
const windowsOfTwoClaims = 12

interface Reported extends Attempted {
  readonly claim: Claim
}

interface World {
  readonly change?: (
    decide: (among: Endpoint.Endpoints) => Result.Result<Endpoint.Decision, { readonly _tag: string }>
  ) => Effect.Effect<Endpoint.Decision, unknown>
  readonly send?: Sender["Service"]["send"]
  readonly open?: Secrets["Service"]["open"]
  readonly renew?: WebhookStore["Service"]["renew"]
  readonly record?: (reported: Reported) => Effect.Effect<Recorded, LeaseLost | StorageUnavailable>
}

/** No token has such letters. */
const ok = { statusCode: 200, body: "謝謝", latencyMs: 7 }

/** Lets a dispatcher take these deliveries; gives what it sent and what it recorded. */
const dispatch = async (due: ReadonlyArray<ClaimedDelivery>, world: World = {}) => {
  const left = [...due]
  const sent: Array<Outgoing> = []
  const recorded: Array<Reported> = []
  const store = Layer.mock(WebhookStore, {
    claimDue: ({ limit, places = Lanes.unbounded }) =>
      Effect.sync(() => {
        const taken: Array<ClaimedDelivery> = []
        for (const one of left) {
          const lanes = taken.map(({ delivery }) => delivery)
          if (taken.length < limit && Lanes.free(Lanes.left(places, lanes), one.delivery) > 0) taken.push(one)
        }
        for (const one of taken) left.splice(left.indexOf(one), 1)
        return taken
      }),
    change: (_scope, decide) =>
      (world.change?.(decide as never) ?? Effect.fail(new Deactivation.EndpointSpared())) as never,
    renew: world.renew ?? (() => Effect.succeed([])),
    record: (claim, attempted) =>
      Effect.suspend(() => {
        recorded.push({ claim, ...attempted })
        return world.record?.({ claim, ...attempted }) ?? Effect.succeed({ deliveries: 0 })
      })
  })
  const sender = Layer.mock(Sender, {
    refusal: () => undefined,
    send: (outgoing) =>
      Effect.suspend(() => {
        sent.push(outgoing)
        return world.send?.(outgoing) ?? Effect.succeed(ok)
      })
  })
  const signer = Layer.succeed(Signer, {
    sign: (secrets, signed) => ({ "x-nexio-signature": JSON.stringify([secrets.map(Redacted.value), signed]) })
  })
  const secrets = Layer.succeed(Secrets, {
    ...ports.openSecrets(),
    ...(world.open === undefined ? {} : { open: world.open })
  })
  await ports.inTestTime(
    Effect.gen(function* () {
      yield* TestClock.setTime(now)
      const scope = yield* Effect.scope
      yield* Layer.buildWithScope(Dispatcher.layer({ schedule: [1_000, 60_000] }), scope).pipe(
        Effect.provide([store, sender, signer, secrets, Layer.succeed(Id.Ids, ports.countedIds()), Wakeups.layerMemory])
      )
      yield* TestClock.adjust("10 seconds")
    }).pipe(Random.withSeed("a seed"))
  )
  return { sent, recorded }
}

describe("A due delivery", () => {
  it("is sent once to its own URL, with the payload byte for byte and the documented headers", () =>
    fc.assert(
      fc.asyncProperty(claimed, async (claimed) => {
        const { sent } = await dispatch([claimed])
        const { delivery, event } = claimed
        expect(sent).toMatchObject([
          {
            url: delivery.url,
            body: event.payload,
            headers: {
              "content-type": "application/json",
              "user-agent": "Nexio-Webhooks/1.0",
              "x-nexio-event": event.type,
              "x-nexio-delivery": delivery.id,
              "x-nexio-webhook-version": "2026-03-22"
            }
          }
        ])
      }),
      runs
    ))

  it("is signed with the secrets that are valid now, newest first, over the event's id, this second and the body", () =>
    fc.assert(
      fc.asyncProperty(claimed, async (claimed) => {
        const { sent } = await dispatch([claimed])
        const valid = SigningSecret.validAt(claimed.secrets, now).map(({ id }) => `whsec_${id.slice("secret ".length)}`)
        const [secrets, signed] = JSON.parse(sent[0]?.headers["x-nexio-signature"] ?? "[]")
        expect(secrets).toEqual(valid)
        expect(signed).toEqual({ id: claimed.event.id, timestamp: now / 1_000, body: claimed.event.payload })
      }),
      runs
    ))

  it("carries the endpoint's auth token exactly where it has one", () =>
    fc.assert(
      fc.asyncProperty(claimed, async (claimed) => {
        const { sent } = await dispatch([claimed])
        const token = claimed.authToken === undefined ? undefined : `Bearer ${JSON.parse(claimed.authToken)[0]}`
        expect(sent[0]?.headers["authorization"]).toBe(token)
      }),
      runs
    ))

  it("has each secret opened as that row's of its own org, so that one moved elsewhere signs nothing", () =>
    fc.assert(
      fc.asyncProperty(claimed, async (claimed) => {
        const {
          delivery: { endpointId, orgId }
        } = claimed
        const opened: Array<unknown> = []
        await dispatch([claimed], {
          open: (sealed, binding) =>
            Effect.sync(() => {
              opened.push(binding)
              return Redacted.make(sealed)
            })
        })
        expect(opened).toEqual([
          ...SigningSecret.validAt(claimed.secrets, now).map(({ id }) => ({ orgId, kind: "signing_secret", row: id })),
          ...(claimed.authToken === undefined ? [] : [{ orgId, kind: "auth_token", row: endpointId }])
        ])
      }),
      runs
    ))

  it("succeeds with any 2xx, and with nothing else: neither a redirect nor an error", () =>
    fc.assert(
      fc.asyncProperty(claimed, fc.integer({ min: 100, max: 599 }), async (claimed, statusCode) => {
        const { recorded } = await dispatch([claimed], { send: () => Effect.succeed({ ...ok, statusCode }) })
        const succeeded = statusCode >= 200 && statusCode < 300
        expect(recorded).toMatchObject([
          {
            claim: claimed.claim,
            attempt: { number: claimed.attempt, startedAt: now, statusCode, answer: ok.body, latencyMs: ok.latencyMs },
            delivery: { failures: claimed.delivery.failures + (succeeded ? 0 : 1) }
          }
        ])
        expect(recorded[0]?.delivery.status === "succeeded").toBe(succeeded)
        expect(recorded[0]?.attempt.reason === undefined).toBe(succeeded)
      }),
      runs
    ))

  it("is due again by its schedule after a failure, and failed for good after the last", () =>
    fc.assert(
      fc.asyncProperty(claimed, fc.nat({ max: 5_000 }), async (claimed, latencyMs) => {
        const failed = new SendFailed({ kind: "unreachable", reason: "refused", latencyMs })
        const { recorded } = await dispatch([claimed], { send: () => Effect.delay(Effect.fail(failed), latencyMs) })
        const wait = [1_000, 60_000][claimed.delivery.failures]
        const { attempt, delivery } = recorded[0] ?? expect.unreachable()
        expect(attempt).toEqual({ number: claimed.attempt, startedAt: now, latencyMs, reason: "refused" })
        expect(delivery.status).toBe(wait === undefined ? "failed" : "pending")
        const off = wait === undefined ? 0 : Math.abs((delivery.dueAt ?? 0) - now - latencyMs - wait) / wait
        expect(off).toBeLessThanOrEqual(0.1)
      }),
      runs
    ))

  it("is due when the receiver asks for it, where that is later than its schedule says", () =>
    fc.assert(
      fc.asyncProperty(
        claimed,
        fc.constantFrom(429, 500, 503),
        fc.nat({ max: 100_000 }),
        async (claimed, statusCode, retryAfter) => {
          const { recorded } = await dispatch([claimed], {
            send: () => Effect.succeed({ ...ok, statusCode, retryAfter })
          })
          const wait = [1_000, 60_000][claimed.delivery.failures] ?? Number.NaN
          const waited = (recorded[0]?.delivery.dueAt ?? Number.NaN) - now
          if (statusCode !== 500 && retryAfter > 1.1 * wait) expect(waited).toBe(retryAfter)
          else expect(Math.abs(waited - wait) / wait > 0.1).toBe(false)
        }
      ),
      runs
    ))

  it("has its endpoint deactivated once that is gone, or has failed for 120 h, and else leaves it alone", () =>
    fc.assert(
      fc.asyncProperty(
        claimed,
        fc.constantFrom(200, 404, 410),
        fc.option(fc.constantFrom(0, 1, 2), { nil: undefined }),
        fc.constantFrom("decided", "spared", "down"),
        async (claimed, statusCode, since, how) => {
          const failingSince = since === undefined ? undefined : now - 120 * Instant.hour - 1 + since
          const decisions: Array<unknown> = []
          const { url } = claimed.delivery
          const endpoint = { id: claimed.delivery.endpointId, url, active: how !== "spared", failingSince }
          const { recorded } = await dispatch([claimed, claimed], {
            send: () => Effect.succeed({ ...ok, statusCode }),
            record: () =>
              Effect.succeed({ deliveries: 0, failingSince: statusCode === 200 ? undefined : failingSince }),
            change: (decide) => {
              const decided = decide({ limit: 1, endpoints: [endpoint as Endpoint.Endpoint] })
              decisions.push(Result.isSuccess(decided) ? decided.success.entry : decided.failure)
              return how === "down" ? Effect.fail(new StorageUnavailable({})) : Effect.fromResult(decided)
            }
          })
          const isDue = statusCode !== 200 && (statusCode === 410 || (since !== undefined && since < 2))
          // Whatever becomes of it, the next is attempted and recorded.
          expect(recorded.length).toBe(2)
          expect(decisions.length).toBe(isDue ? 2 : 0)
          for (const decision of decisions) {
            expect(decision).toMatchObject(
              how === "spared" ? { _tag: "EndpointSpared" } : { action: "webhook.disabled", actor: "system" }
            )
          }
        }
      ),
      runs
    ))

  it("gives its place to the next of its endpoint once it is answered, however long its record takes", () =>
    fc.assert(
      fc.asyncProperty(claimed, fc.integer({ min: 1, max: windowsOfTwoClaims }), async (claimed, count) => {
        const begun: Array<number> = []
        const due = Array.from({ length: count }, (_, nth) => ({
          ...claimed,
          claim: { ...claimed.claim, token: `token ${nth}` }
        }))
        await dispatch(due, {
          send: () =>
            Effect.map(Instant.now, (at) => {
              begun.push(at)
              return ok
            }),
          record: () => Effect.delay(Effect.succeed({ deliveries: 0 }), "1 second")
        })
        expect(begun).toEqual(due.map(() => now))
      }),
      runs
    ))

  it("is never sent unsigned: where a secret does not open, the attempt has failed", () =>
    fc.assert(
      fc.asyncProperty(claimed, async (claimed) => {
        fc.pre(SigningSecret.validAt(claimed.secrets, now).length > 0)
        const { recorded, sent } = await dispatch([claimed], {
          open: (_, binding) => Effect.fail(new SecretUnreadable({ binding }))
        })
        expect(sent).toEqual([])
        expect(recorded).toMatchObject([{ attempt: { reason: "The signing secret could not be opened" } }])
      }),
      runs
    ))

  it("is sent when its pace lets it begin, under a lease that is as new, and not at all where that is lost", () =>
    fc.assert(
      fc.asyncProperty(claimed, fc.nat({ max: 999 }), fc.boolean(), async (claimed, wait, isLost) => {
        const renewed: Array<number> = []
        const { recorded, sent } = await dispatch([{ ...claimed, startAt: now + wait }], {
          renew: (claims, until) =>
            Effect.sync(() => {
              renewed.push(until)
              return isLost ? claims : []
            })
        })
        expect(renewed[0]).toBe(now + wait + 15_000)
        expect(sent).toHaveLength(isLost ? 0 : 1)
        expect(recorded.map(({ attempt }) => attempt.startedAt)).toEqual(isLost ? [] : [now + wait])
      }),
      runs
    ))

  it("never keeps the others from being recorded, whatever becomes of its own record", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(claimed, { selector: ({ delivery }) => delivery.id, maxLength: 5 }),
        fc.nat(),
        fc.constantFrom("lost", "down", "defect"),
        async (due, nth, what) => {
          const bad = due[nth % Math.max(1, due.length)]?.delivery.id
          const { recorded } = await dispatch(due, {
            record: ({ claim }) =>
              claim.id !== bad
                ? Effect.succeed({ deliveries: 0 })
                : what === "lost"
                  ? Effect.fail(new LeaseLost({ id: claim.id }))
                  : what === "down"
                    ? Effect.fail(new StorageUnavailable({}))
                    : Effect.die("a defect")
          })
          expect(recorded.map(({ claim }) => claim.id).toSorted()).toEqual(
            due.map(({ delivery }) => delivery.id as string).toSorted()
          )
        }
      ),
      runs
    ))
})
