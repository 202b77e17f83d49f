import {
  ApiKey,
  Attempt,
  Delivery,
  Endpoint,
  Environment,
  EventType,
  Id,
  Idempotency,
  Instant,
  Json,
  KeyText,
  Member,
  Org,
  Page,
  Permission,
  Run,
  RunJson,
  SigningSecret,
  Slug,
  Usage
} from "@nexio/core"
import { Option, Result, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as arbitrary from "../src/arbitraries/index.ts"
import { runs } from "./runs.ts"

/** An arbitrary by its name, and the schema that all of its values satisfy. */
const satisfying: ReadonlyArray<
  readonly [keyof typeof arbitrary, fc.Arbitrary<unknown>, Schema.ConstraintCodec<unknown>]
> = [
  ["apiKey", arbitrary.apiKey, ApiKey.ApiKey],
  ["attempt", arbitrary.attempt, Attempt.Attempt],
  ["authToken", arbitrary.authToken, Endpoint.AuthToken],
  ["cap", arbitrary.cap, Org.Cap],
  ["counts", arbitrary.counts, Usage.Counts],
  ["deepJson", arbitrary.deepJson, Json.Json],
  ["delivery", arbitrary.delivery, Delivery.Delivery],
  ["description", arbitrary.description, Environment.Description],
  ["email", arbitrary.email, Member.Email],
  ["endedRun", arbitrary.endedRun, Run.Run],
  ["endpoint", arbitrary.endpoint, Endpoint.Endpoint],
  ["environment", arbitrary.environment, Environment.Environment],
  ["eventId", arbitrary.eventId, Id.EventId],
  ["eventType", arbitrary.eventType, EventType],
  ["eventTypes", arbitrary.eventTypes, Endpoint.Events],
  ["id", arbitrary.id(), Id.RunId],
  ["idAt", arbitrary.present.chain((at) => arbitrary.idAt(at)), Id.RunId],
  ["idempotencyKey", arbitrary.idempotencyKey, Idempotency.IdempotencyKey],
  ["instant", arbitrary.instant, Instant.Instant],
  ["json", arbitrary.json, Json.Json],
  ["jsonObject", arbitrary.jsonObject, Json.JsonObject],
  ["kind", arbitrary.kind, Environment.Kind],
  ["limit", arbitrary.limit, Page.Limit],
  ["member", arbitrary.member, Member.Member],
  ["memberPermissions", arbitrary.memberPermissions, Schema.Array(Member.Permission)],
  ["metadata", arbitrary.metadata, Json.Metadata],
  ["name", arbitrary.name, Org.Name],
  ["org", arbitrary.org, Org.Org],
  ["outcome", arbitrary.outcome, Run.Outcome],
  ["pendingDelivery", arbitrary.pendingDelivery, Delivery.Delivery],
  ["permission", arbitrary.permission, Permission.Permission],
  ["permissions", arbitrary.permissions, Schema.Array(Permission.Permission)],
  ["present", arbitrary.present, Instant.Instant],
  ["queuedRun", arbitrary.queuedRun, Run.Run],
  ["run", arbitrary.run, Run.Run],
  ["signingSecrets", arbitrary.signingSecrets, Schema.Array(SigningSecret.SigningSecret)],
  ["slug", arbitrary.slug, Slug.Slug],
  ["trickySlug", arbitrary.trickySlug, Slug.Slug],
  ["url", arbitrary.url, Endpoint.Url]
]

describe("Each arbitrary", () => {
  it.each(satisfying)("%s satisfies its schema, as a value and there and back as JSON", (_name, arbitrary, schema) =>
    fc.assert(
      fc.property(arbitrary, (value) => {
        expect(Schema.is(Schema.toType(schema))(value)).toBe(true)
        const written = JSON.stringify(Schema.encodeUnknownSync(schema)(value))
        const read = Schema.decodeUnknownSync(schema)(JSON.parse(written))
        expect(JSON.stringify(Schema.encodeUnknownSync(schema)(read))).toBe(written)
      }),
      runs
    )
  )

  it("has the same JSON of a run unchecked as checked, in the same order", () =>
    fc.assert(
      fc.property(arbitrary.run, (run) => {
        expect(JSON.stringify(RunJson.asRead(run))).toBe(JSON.stringify(Schema.encodeSync(RunJson.RunAsRead)(run)))
      }),
      runs
    ))

  it("has texts and JSON that can be stored, where it is valid, and none where it is not", () =>
    fc.assert(
      fc.property(arbitrary.run, arbitrary.deepJson, arbitrary.unstorableJson, (run, deep, bad) => {
        expect(Json.unstorable(Schema.encodeSync(RunJson.RunAsRead)(run))).toBeUndefined()
        expect(Json.unstorable(deep)).toBeUndefined()
        expect(Json.unstorable(bad)).toBeDefined()
      }),
      runs
    ))

  it("has the slugs that it says: free, reserved, or none", () =>
    fc.assert(
      fc.property(arbitrary.slug, arbitrary.reservedSlug, arbitrary.invalidSlug, (free, reserved, invalid) => {
        const answers = [free, reserved, invalid].map((text) =>
          Result.match(Slug.forNew(text), { onSuccess: () => "free", onFailure: ({ _tag }) => _tag })
        )
        expect(answers).toEqual(["free", "ReservedSlug", "InvalidSlug"])
      }),
      runs
    ))

  it("has the key texts that it says: minted, legacy, or none", () =>
    fc.assert(
      fc.property(
        arbitrary.keyText,
        arbitrary.legacyKeyText,
        arbitrary.malformedKeyText,
        (minted, legacy, malformed) => {
          expect(Option.isSome(KeyText.parse(minted))).toBe(true)
          expect([minted, legacy, malformed].map(KeyText.isShaped)).toEqual([true, true, false])
        }
      ),
      runs
    ))

  it("has ids of their instant, and malformed ids and cursors that are none", () =>
    fc.assert(
      fc.property(
        arbitrary.queuedRun,
        arbitrary.malformedId,
        arbitrary.cursor,
        arbitrary.malformedCursor,
        (run, malformed, cursor, noCursor) => {
          expect(Number.parseInt(run.id.replaceAll("-", "").slice(0, 12), 16)).toBe(run.createdAt)
          expect(Id.parse(Id.RunId, malformed)).toEqual(Option.none())
          expect([cursor, noCursor].map((text) => Option.isSome(Page.parseCursor(text)))).toEqual([true, false])
        }
      ),
      runs
    ))

  it("has states that belong together", () =>
    fc.assert(
      fc.property(
        arbitrary.environment,
        arbitrary.endedRun,
        arbitrary.delivery,
        arbitrary.principal,
        arbitrary.signingSecrets,
        (environment, run, delivery, principal, secrets) => {
          expect(environment.kind === "live").toBe(environment.slug === "live")
          expect(Run.isTerminal(run)).toBe(true)
          expect(delivery.dueAt === undefined).toBe(Delivery.isTerminal(delivery))
          if (principal.kind !== "live") expect(principal.permissions.filter(Permission.liveOnly)).toEqual([])
          expect(secrets.filter(({ endsAt }) => endsAt === undefined)).toEqual([secrets[0]])
        }
      ),
      runs
    ))

  it("comes to each status of a run and of a delivery", () => {
    const seen = (all: ReadonlyArray<{ readonly status: string }>) => new Set(all.map(({ status }) => status))
    expect(seen(fc.sample(arbitrary.run, { numRuns: 500, seed: 1 }))).toEqual(new Set(Run.Status.literals))
    expect(seen(fc.sample(arbitrary.delivery, { numRuns: 500, seed: 1 }))).toEqual(new Set(Delivery.Status.literals))
  })
})
