import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ApiKey, type Environment, Permission, Principal } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

/** Why a key with these permissions is not granted to expire then, by who holds those. */
const refusal = (
  environment: Pick<Environment.Environment, "kind">,
  permissions: ReadonlyArray<Permission.Permission>,
  granter: ReadonlyArray<Permission.Permission>,
  expiresAt?: number
) => ApiKey.refusal(environment, { permissions, granter, at: 1_000, expiresAt })

describe("Granting a key", () => {
  it("never gives what the granter lacks, and names all of that", () =>
    fc.assert(
      fc.property(arbitrary.environment, arbitrary.permissions, arbitrary.permissions, (environment, asked, held) => {
        const lacking = asked.filter((permission) => !held.includes(permission))
        fc.pre(lacking.length > 0)
        expect(refusal(environment, asked, held)).toEqual(new ApiKey.PermissionNotHeld({ permissions: lacking }))
      }),
      runs
    ))

  it("never gives a key of a non-live environment what reaches beyond it", () =>
    fc.assert(
      fc.property(arbitrary.environment, arbitrary.permissions, (environment, asked) => {
        fc.pre(environment.kind !== "test")
        const beyond = asked.filter((permission) => permission !== "runs:write" && permission !== "webhooks:manage")
        expect(refusal(environment, asked, Permission.all)).toEqual(
          environment.kind === "live" || beyond.length === 0
            ? undefined
            : new ApiKey.PermissionLiveOnly({ permissions: beyond })
        )
      }),
      runs
    ))

  it("gives a live key whatever its granter has", () =>
    fc.assert(
      fc.property(arbitrary.permissions, (held) => {
        expect(refusal({ kind: "live" }, held, held)).toBeUndefined()
      }),
      runs
    ))

  it("never gives a key that is over when it is made, and any that is not", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), (expiresAt) => {
        const refused = refusal({ kind: "live" }, [], Permission.all, expiresAt)
        expect(refused).toEqual(expiresAt <= 1_000 ? new ApiKey.ExpiryNotAhead() : undefined)
      }),
      runs
    ))

  it("never gives a key of the grandfathered environment, whoever asks", () =>
    fc.assert(
      fc.property(arbitrary.permissions, arbitrary.permissions, (asked, held) => {
        expect(refusal({ kind: "test" }, asked, held)).toBeDefined()
        expect(refusal({ kind: "test" }, [], held)).toEqual(new ApiKey.LegacyEnvironment())
      }),
      runs
    ))

  it("gives writing runs and managing webhooks where nothing is said", () => {
    expect(Permission.defaults).toEqual(["runs:write", "webhooks:manage"])
  })
})

describe("A call", () => {
  const allows = (principal: Principal.Principal, requirement: Principal.Requirement) =>
    Principal.refusal(principal, requirement) === undefined

  it("that reads is open to every key", () =>
    fc.assert(
      fc.property(arbitrary.principal, (principal) => {
        expect(allows(principal, { call: "read" })).toBe(true)
      }),
      runs
    ))

  it("on data is open to just the keys with its permission, of whatever environment", () =>
    fc.assert(
      fc.property(
        arbitrary.principal,
        fc.constantFrom(...Permission.all),
        arbitrary.kind,
        (principal, permission, kind) => {
          const held = principal.permissions.includes(permission)
          expect(allows({ ...principal, kind }, { call: "data", permission })).toBe(held)
        }
      ),
      runs
    ))

  it("of control is never open to a key that is not of live, whatever permissions it has", () =>
    fc.assert(
      fc.property(arbitrary.principal, arbitrary.permissions, (principal, anyOf) => {
        fc.pre(principal.kind !== "live")
        expect(allows({ ...principal, permissions: Permission.all }, { call: "control", anyOf })).toBe(false)
      }),
      runs
    ))

  it("of control is open to a live key with any one of its permissions, and with none of them never", () =>
    fc.assert(
      fc.property(arbitrary.principal, arbitrary.permissions, (principal, anyOf) => {
        const held = anyOf.filter((permission) => principal.permissions.includes(permission))
        expect(allows({ ...principal, kind: "live" }, { call: "control", anyOf })).toBe(held.length > 0)
      }),
      runs
    ))

  it("is refused by the key alone, with what it would need", () => {
    const member = { kind: "live", permissions: [] } as unknown as Principal.Principal
    const principal = { ...member, kind: "environment", apiKeyId: "a key" } as unknown as Principal.Principal
    expect(
      Principal.refusal(member, { call: "control", anyOf: ["environments:manage", "members:manage"] })?.message
    ).toContain("the permission environments:manage or members:manage. Ask a member")
    expect(
      Principal.refusal(principal, { call: "control", anyOf: ["environments:manage", "api_keys:manage"] })?.message
    ).toContain("live environment with the permission environments:manage or api_keys:manage")
    expect(Principal.refusal(principal, { call: "data", permission: "runs:write" })?.message).toContain("runs:write")
  })
})
