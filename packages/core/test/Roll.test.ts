import { Redacted, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ApiKey, admit, type Environment, type Id, KeyText, Overlap, Permission, Roll } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

const maybe = <A>(values: fc.Arbitrary<A>) => fc.option(values, { nil: undefined })

/** A key of an environment, and a roll of it: one that is right, or of which anything may be wrong. */
const rollings = (right: boolean) =>
  fc
    .record({
      environment: fc
        .tuple(arbitrary.environment, fc.boolean())
        .map(([{ deletedAt: _, ...environment }, deleted]): Environment.Environment => {
          if (right) return { ...environment, kind: environment.kind === "test" ? "live" : environment.kind }
          return deleted ? { ...environment, deletedAt: 5 } : environment
        }),
      permissions: arbitrary.permissions,
      granter: right ? fc.constant(Permission.all) : fc.oneof(fc.constant(Permission.all), arbitrary.permissions),
      at: fc.constant(1_000_000),
      revokedAt: right ? fc.constant(undefined) : maybe(fc.constant(7)),
      rolledAt: right ? fc.constant(undefined) : maybe(fc.constant(8)),
      expiresAt: maybe(
        fc.integer({ min: right ? 1_000_001 : 999_998, max: 1_000_000 + 2 * Overlap.maxSeconds * 1000 })
      ),
      overlapSeconds: fc.oneof(fc.constant(0), fc.nat({ max: Overlap.maxSeconds })),
      random: fc.tuple(arbitrary.random, arbitrary.random)
    })
    .map(({ at, environment, expiresAt, granter, overlapSeconds, permissions, random, revokedAt, rolledAt }) => {
      const ids = ports.countedIds()
      const { hash } = ports.openSecrets()
      const [text, fresh] = random.map((bytes) => KeyText.compose(environment.slug, bytes)) as [
        Redacted.Redacted,
        Redacted.Redacted
      ]
      const made = { id: ids.next<Id.ApiKeyId>(1), name: "A key", permissions, at: 1, key: text, expiresAt }
      const old: ApiKey.ApiKey = {
        ...ApiKey.make(environment, made),
        ...(revokedAt === undefined ? {} : { revokedAt }),
        ...(rolledAt === undefined ? {} : { rolledAt })
      }
      const by = {
        id: ids.next<Id.ApiKeyId>(at),
        origin: { at, actor: "system" as const },
        key: fresh,
        hash: hash(Redacted.value(fresh)),
        overlapSeconds,
        granter
      }
      return { old, environment, by, text: Redacted.value(text) }
    })

const rolled = rollings(true)
const rolling = rollings(false)

describe("Rolling a key", () => {
  it("always gives one that is the same but for its id, its text and its time", () =>
    fc.assert(
      fc.property(rolled, ({ by, environment, old }) => {
        const { fresh } = Result.getOrThrow(Roll.roll(old, environment, by))
        expect(fresh.hash).toBe(by.hash)
        const { createdAt, id, keyPrefix, ...same } = fresh.key
        expect([createdAt, id]).toEqual([by.origin.at, by.id])
        expect(Redacted.value(by.key).startsWith(keyPrefix)).toBe(true)
        const { createdAt: _at, id: _id, keyPrefix: _prefix, ...before } = old
        expect(same).toEqual(before)
      }),
      runs
    ))

  it("always ends the old one with the overlap, and never later than it would have ended", () =>
    fc.assert(
      fc.property(rolled, fc.nat(), ({ by, environment, old, text }, later) => {
        const { ended } = Result.getOrThrow(Roll.roll(old, environment, by))
        const end = Math.min(by.origin.at + by.overlapSeconds * 1000, old.expiresAt ?? Number.POSITIVE_INFINITY)
        const authenticates = (at: number) =>
          Result.isSuccess(
            admit(
              { ...ended, kind: "live", apiKeyId: ended.id, environmentActive: true, orgSuspended: false },
              text,
              at
            )
          )
        expect(ended.expiresAt).toBe(end)
        expect(authenticates(end + later)).toBe(false)
        // Without an overlap it is over whatever a clock says.
        expect(authenticates(end - 1)).toBe(by.overlapSeconds > 0)
      }),
      runs
    ))

  it("never rolls what has ended, what was rolled, or what its environment or its roller forbids", () =>
    fc.assert(
      fc.property(rolling, ({ by, environment, old }) => {
        const held = old.permissions.every((permission) => by.granter.includes(permission))
        const isOver = old.revokedAt !== undefined || (old.expiresAt !== undefined && old.expiresAt <= by.origin.at)
        const expected = !held
          ? "PermissionNotHeld"
          : environment.kind === "test"
            ? "LegacyEnvironment"
            : isOver || old.rolledAt !== undefined || environment.deletedAt !== undefined
              ? "KeyNotRollable"
              : undefined
        const result = Roll.roll(old, environment, by)
        expect(Result.isFailure(result) ? result.failure._tag : undefined).toBe(expected)
      }),
      runs
    ))

  it("never rolls a key a second time", () =>
    fc.assert(
      fc.property(rolled, ({ by, environment, old }) => {
        const { ended } = Result.getOrThrow(Roll.roll(old, environment, by))
        expect(Result.isFailure(Roll.roll(ended, environment, by))).toBe(true)
      }),
      runs
    ))

  it("writes down which key was rolled into which, and no text of either", () =>
    fc.assert(
      fc.property(rolled, ({ by, environment, old, text }) => {
        const { entry } = Result.getOrThrow(Roll.roll(old, environment, by))
        expect(entry).toMatchObject({ action: "api_key.rolled", target: old.id, details: { new_key_id: by.id } })
        for (const secret of [text, Redacted.value(by.key)]) expect(JSON.stringify(entry)).not.toContain(secret)
      }),
      runs
    ))
})
