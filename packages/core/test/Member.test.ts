import { Redacted, Result, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ApiKey, Hash, Id, Member, Permission, SignInLink } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { originAt } from "./ports.ts"
import { runs } from "./runs.ts"

const permissions = fc.subarray([...Member.allPermissions])

const orgId = Id.OrgId.make("0198c2f0-0000-7000-8000-000000000000")
const emailOf = (nth: number) => Member.Email.make(`member-${nth}@example.com`)

/** The members of an org, each of whom may do whatever. */
const members: fc.Arbitrary<Member.OfOrg> = fc
  .uniqueArray(fc.tuple(arbitrary.id<Id.MemberId>(), permissions), { maxLength: 4, selector: ([id]) => id })
  .map((all) => all.map(([id, permissions], nth) => ({ id, orgId, email: emailOf(nth), permissions, createdAt: nth })))

const some = members.filter((all) => all.length > 0).chain((all) => fc.tuple(fc.constant(all), fc.constantFrom(...all)))

const origin = originAt(1_000)
const newId = Id.MemberId.make("0198c2f0-0000-7000-8000-00000000000a")

const manages = ({ permissions }: Member.Member) => permissions.includes("members:manage")

/** Whether somebody managed the members, and nobody does any more. */
const isLeftAlone = (before: Member.OfOrg, after: Member.OfOrg) => before.some(manages) && !after.some(manages)

/** The members once it is decided. */
const following = (before: Member.OfOrg, { kind, member }: Member.Decision): Member.OfOrg => [
  ...before.filter(({ id }) => id !== member.id),
  ...(kind === "removed" ? [] : [member])
]

const hash = Hash.make("7".repeat(64))

describe("An e-mail address", () => {
  const read = Schema.decodeUnknownResult(Member.Email)

  it("is read in whatever case and kept in lowercase", () => {
    expect(Result.getOrThrow(read("Ada.Lovelace+X@Example.COM"))).toBe("ada.lovelace+x@example.com")
  })

  it("is one name, one @ and a host, in ASCII and at most 254 characters", () => {
    const wrong = ["", "ada", "@x.com", "ada@", "a@b@c", "a b@c", "ada@x..com", "ada@-x.com", "é@x.com", "ada@x.com\n"]
    for (const text of [...wrong, `${"a".repeat(249)}@x.com`]) expect(Result.isFailure(read(text)), text).toBe(true)
    for (const text of ["a@b", "o'neil@example.co.uk", `${"a".repeat(248)}@x.com`]) {
      expect(Result.isSuccess(read(text)), text).toBe(true)
    }
  })
})

describe("A permission of members alone", () => {
  it("is never one that a key can hold", () => {
    expect(Member.allPermissions.filter((permission) => !Permission.all.some((held) => held === permission))).toEqual([
      "members:manage"
    ])
    const { permissions } = ApiKey.ApiKey.fields
    expect(Schema.is(permissions)(["members:manage"])).toBe(false)
  })
})

describe("Making a member", () => {
  it("never gives what the granter lacks, nor an address that is taken", () =>
    fc.assert(
      fc.property(members, permissions, permissions, fc.nat({ max: 4 }), (all, asked, granter, nth) => {
        const result = Member.create(
          all,
          { id: newId, orgId, email: emailOf(nth), permissions: asked },
          granter,
          origin
        )
        const lacking = asked.filter((permission) => !granter.includes(permission))
        const isTaken = nth < all.length
        if (lacking.length > 0) expect(result).toEqual(Result.fail(new Member.GrantRefused({ permissions: lacking })))
        else if (isTaken) expect(result).toEqual(Result.fail(new Member.EmailTaken({ email: emailOf(nth) })))
        else {
          const { entries, kind, member } = Result.getOrThrow(result)
          expect([kind, member.permissions, member.createdAt]).toEqual(["created", asked, origin.at])
          expect(entries.map(({ action, target }) => [action, target])).toEqual([["member.created", newId]])
        }
      }),
      runs
    ))
})

describe("Changing or removing a member", () => {
  it("never leaves an org without anybody who manages its members, and is refused for no other reason of that kind", () =>
    fc.assert(
      fc.property(some, permissions, fc.boolean(), ([all, { id }], asked, removes) => {
        const result: Result.Result<Member.Decision, unknown> = removes
          ? Member.remove(all, id, origin)
          : Member.permit(all, id, asked, Member.allPermissions, origin)
        if (Result.isSuccess(result)) expect(isLeftAlone(all, following(all, result.success))).toBe(false)
        else {
          expect(result.failure).toBeInstanceOf(Member.LastManager)
          const without = all.filter((member) => member.id !== id)
          expect(isLeftAlone(all, without)).toBe(true)
        }
      }),
      runs
    ))

  it("never adds what the granter lacks, and lets a member keep what it has", () =>
    fc.assert(
      fc.property(some, permissions, permissions, ([all, before], asked, granter) => {
        const result = Member.permit(all, before.id, asked, granter, origin)
        const added = asked.filter((permission) => !before.permissions.includes(permission))
        const lacking = added.filter((permission) => !granter.includes(permission))
        if (lacking.length > 0) expect(result).toEqual(Result.fail(new Member.GrantRefused({ permissions: lacking })))
        else if (Result.isSuccess(result)) expect(new Set(result.success.member.permissions)).toEqual(new Set(asked))
      }),
      runs
    ))

  it("is written down just where something changes", () =>
    fc.assert(
      fc.property(some, permissions, ([all, before], asked) => {
        const result = Member.permit(all, before.id, asked, Member.allPermissions, origin)
        if (Result.isFailure(result)) return
        const isSame = asked.toSorted().join() === before.permissions.toSorted().join()
        const { entries, kind } = result.success
        expect([kind, entries.map(({ action }) => action)]).toEqual(
          isSame ? ["kept", []] : ["updated", ["member.updated"]]
        )
      }),
      runs
    ))

  it("knows none that is not of the org", () => {
    expect(Member.remove([], newId, origin)).toEqual(Result.fail(new Member.MemberNotFound()))
    expect(Member.permit([], newId, [], [], origin)).toEqual(Result.fail(new Member.MemberNotFound()))
  })
})

describe("A sign-in link", () => {
  const link = (all: Member.OfOrg, nth: number) =>
    SignInLink.create(all, { orgId, email: emailOf(nth), hash, memberId: newId }, origin)

  it("is always for the member of its address, who may do no more by it, and lasts 15 minutes", () =>
    fc.assert(
      fc.property(some, ([all, member]) => {
        const made = Result.getOrThrow(link(all, all.indexOf(member)))
        expect([made.kind, made.member]).toEqual(["kept", member])
        expect(made.link).toEqual({ orgId, hash, memberId: member.id, createdAt: 1_000, expiresAt: 1_000 + 900_000 })
        expect(made.entries.map(({ action, target }) => [action, target])).toEqual([
          ["sign_in_link.created", member.id]
        ])
      }),
      runs
    ))

  it("makes the first member of an org, with every permission, and never another one", () => {
    const { entries, kind, link: made, member } = Result.getOrThrow(link([], 1))
    expect([kind, member.email, member.permissions, made.memberId]).toEqual([
      "created",
      emailOf(1),
      Member.allPermissions,
      newId
    ])
    expect(entries.map(({ action }) => action)).toEqual(["member.created", "sign_in_link.created"])
    expect(link([member], 2)).toEqual(Result.fail(new SignInLink.EmailUnknown({ email: emailOf(2) })))
  })

  it("has its token, 32 random bytes, in the fragment of its address, which is sent nowhere", () =>
    fc.assert(
      fc.property(arbitrary.random, (bytes) => {
        const token = SignInLink.token(bytes)
        const url = new URL(SignInLink.url("https://nexio.example.com/there", token))
        expect([url.pathname, url.search, url.hash]).toEqual(["/there/sign-in", "", `#${Redacted.value(token)}`])
        expect(Redacted.value(token)).toBe(Buffer.from(bytes).toString("hex"))
        expect(String(token)).not.toContain(Redacted.value(token))
      }),
      runs
    ))
})
