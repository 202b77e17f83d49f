import { Effect, Exit, Layer, Option, Redacted, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Endpoint, Sender, WebhookStore, Webhooks } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

/** Asks where there are just these endpoints and this URL is refused; gives the answer and what was written. */
const ask = async <A, E>(
  among: Endpoint.Endpoints,
  refused: string | undefined,
  call: (webhooks: Webhooks["Service"]) => Effect.Effect<A, E>
) => {
  const written: Array<Endpoint.Endpoint> = []
  const store = Layer.mock(WebhookStore, {
    change: (_scope, decide) =>
      Effect.suspend(() => {
        // Decides twice, as a store may that has to try its transaction again.
        const [, decided] = [decide(among), decide(among)]
        if (Result.isSuccess(decided)) written.push(decided.success.endpoint)
        return Effect.fromResult(Result.map(decided, ({ endpoint }) => endpoint))
      })
  })
  const sender = Layer.mock(Sender, { refusal: (url) => (url === refused ? "Not there" : undefined) })
  const exit = await ports.inTestTime(
    Effect.exit(Webhooks.use(call).pipe(Effect.provide(Webhooks.layer), Effect.provide([store, sender, ports.layer])))
  )
  return { exit, written }
}

const input = fc.record(
  {
    url: fc.webUrl(),
    events: arbitrary.eventTypes,
    description: fc.string(),
    active: fc.boolean(),
    rateLimitPerSecond: fc.integer({ min: 1, max: 1_000 }),
    ordered: fc.boolean(),
    authToken: fc.string({ unit: fc.constantFrom(..."abc."), minLength: 8 }).map((text) => Redacted.make(text))
  },
  { requiredKeys: ["url", "events"] }
)
const none: Endpoint.Endpoints = { limit: 10, endpoints: [] }

describe("Creating an endpoint", () => {
  it("writes it in the caller's environment, with just what was said, and active and not ordered where nothing is", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.principal, input, async (caller, input) => {
        const { exit, written } = await ask(none, undefined, (webhooks) => webhooks.create(caller, input))
        const { authToken, ...said } = input
        const { environment, environmentId, orgId } = caller
        expect(Exit.isSuccess(exit)).toBe(true)
        expect(written).toMatchObject([{ active: true, ordered: false, ...said, orgId, environmentId, environment }])
        expect("authToken" in (written[0] ?? {})).toBe(authToken !== undefined)
        expect("rateLimitPerSecond" in (written[0] ?? {})).toBe(input.rateLimitPerSecond !== undefined)
        expect("description" in (written[0] ?? {})).toBe(input.description !== undefined)
      }),
      runs
    ))

  it("shows a secret once, and writes it and the auth token sealed to this org and row", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.principal, input, async (caller, input) => {
        const { exit, written } = await ask(none, undefined, (webhooks) => webhooks.create(caller, input))
        const { endpoint, secret } = Option.getOrThrow(Exit.getSuccess(exit))
        const [signing] = endpoint.secrets
        expect(written).toEqual([endpoint])
        expect(JSON.parse(signing?.sealed ?? "")).toEqual([
          Redacted.value(secret),
          { orgId: caller.orgId, kind: "signing_secret", row: signing?.id }
        ])
        if (input.authToken === undefined) return
        expect(JSON.parse(endpoint.authToken ?? "")).toEqual([
          Redacted.value(input.authToken),
          { orgId: caller.orgId, kind: "auth_token", row: endpoint.id }
        ])
      }),
      runs
    ))

  it("is refused for a URL that nothing is sent to, before anything is looked up", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.principal, input, arbitrary.endpoint, async (caller, input, endpoint) => {
        const among = { limit: 0, endpoints: [endpoint] }
        const created = await ask(among, input.url, (webhooks) => webhooks.create(caller, input))
        const updated = await ask(among, input.url, (webhooks) =>
          webhooks.update(endpoint, endpoint.id, { url: input.url })
        )
        const refusals: ReadonlyArray<Option.Option<{ readonly _tag: string }>> = [
          Exit.findErrorOption(created.exit),
          Exit.findErrorOption(updated.exit)
        ]
        expect(refusals.map((refusal) => Option.getOrThrow(refusal)._tag)).toEqual(["UrlRefused", "UrlRefused"])
        expect([...created.written, ...updated.written]).toEqual([])
      }),
      runs
    ))
})

describe("Changing an endpoint", () => {
  it("seals a new auth token to it, clears it with null, and keeps it where nothing is said", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.endpoint, fc.constantFrom("a token", null, undefined), async (endpoint, token) => {
        const authToken = typeof token === "string" ? Redacted.make(token) : token
        const { written } = await ask({ limit: 10, endpoints: [endpoint] }, undefined, (webhooks) =>
          webhooks.update(endpoint, endpoint.id, { authToken })
        )
        const sealed = JSON.stringify([token, { orgId: endpoint.orgId, kind: "auth_token", row: endpoint.id }])
        expect(written[0]?.authToken).toBe(
          token === undefined ? endpoint.authToken : token === null ? undefined : sealed
        )
      }),
      runs
    ))

  it("deletes and rotates just the one that it is told", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(arbitrary.endpoint, { selector: ({ id }) => id, minLength: 1, maxLength: 4 }),
        fc.nat(),
        async (endpoints, nth) => {
          const target = endpoints[nth % endpoints.length] ?? expect.unreachable()
          const among = { limit: 10, endpoints }
          const removed = await ask(among, undefined, (webhooks) => webhooks.remove(target, target.id))
          expect(removed.written).toEqual([{ ...target, active: false, updatedAt: 0, deletedAt: 0 }])
          const rotated = await ask(among, undefined, (webhooks) => webhooks.rotate(target, target.id))
          const { secret } = Option.getOrThrow(Exit.getSuccess(rotated.exit))
          expect(rotated.written[0]).toMatchObject({
            id: target.id,
            secrets: [{}, { id: target.secrets[0]?.id, endsAt: 86_400_000 }]
          })
          expect(JSON.parse(rotated.written[0]?.secrets[0]?.sealed ?? "")[0]).toBe(Redacted.value(secret))
        }
      ),
      runs
    ))
})
