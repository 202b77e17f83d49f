import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Id, Identity, Member } from "../src/index.ts"
import { originAt } from "./ports.ts"
import { runs } from "./runs.ts"

const account = fc.record({ issuer: fc.constantFrom("a", "b"), subject: fc.constantFrom("1", "2") })

const identity: fc.Arbitrary<Identity.Identity> = fc
  .tuple(account, fc.constantFrom("Ada@example.com", "ada@example.com", "no address", undefined), fc.boolean())
  .map(([account, email, emailVerified]) => ({ ...account, email, emailVerified }))

const memberships: fc.Arbitrary<Member.OfOrg> = fc.array(fc.option(account, { nil: {} }), { maxLength: 3 }).map((all) =>
  all.map((bound, nth) => ({
    id: Id.MemberId.make(`0198c2f0-0000-7000-8000-00000000000${nth}`),
    orgId: Id.OrgId.make("0198c2f0-0000-7000-8000-000000000000"),
    email: Member.Email.make("ada@example.com"),
    permissions: [],
    createdAt: nth,
    ...bound
  }))
)

describe("An identity", () => {
  it("has an e-mail address where the provider says that it is verified, and never else", () => {
    fc.assert(
      fc.property(identity, (identity) => {
        const email = Result.getOrUndefined(Identity.emailOf(identity))
        const right = identity.emailVerified && identity.email?.toLowerCase() === "ada@example.com"
        expect(email).toBe(right ? "ada@example.com" : undefined)
      }),
      runs
    )
  })

  it("always lets in to the oldest of the memberships that are bound to it or to nobody, and never to another's", () => {
    fc.assert(
      fc.property(memberships, identity, (all, identity) => {
        const isOpen = (member: Member.Member) =>
          member.issuer === undefined || (member.issuer === identity.issuer && member.subject === identity.subject)
        expect(Result.getOrElse(Identity.admit(all, identity), () => [])).toEqual(all.filter(isOpen))
      }),
      runs
    )
  })

  it("is bound once: a member that is bound stays so, whoever comes later", () => {
    fc.assert(
      fc.property(memberships, identity, (all, identity) => {
        for (const before of all) {
          const { entries, kind, member } = Result.getOrThrow(Member.bind(all, before.id, identity, originAt(1)))
          const { issuer, subject } = before.issuer === undefined ? identity : before
          expect(member).toEqual({ ...before, issuer, subject })
          expect([kind, entries.length]).toEqual(before.issuer === undefined ? ["updated", 1] : ["kept", 0])
        }
      }),
      runs
    )
  })
})
