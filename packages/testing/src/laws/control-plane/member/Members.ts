/** Members are kept as they are decided, in their own org, and each change is whole. */
import assert from "node:assert/strict"
import { AuditStore, type Id, Member, MemberStore, SignInLink } from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { same, sameSet, tagOf } from "../../data-plane/Answers.ts"
import { found } from "../../data-plane/Founded.ts"
import { Minted } from "../../data-plane/Minted.ts"
import { walk } from "../../data-plane/Observed.ts"
import { after, together, wait } from "../../data-plane/Turns.ts"
import { type Law, law } from "../../Law.ts"
import { originAt } from "../../Origins.ts"
import type { Stores } from "../../Stores.ts"
import { create, emailOf, hashOf, permit, remove, start } from "./Made.ts"

/** The org's members as a decision sees them, and nothing changed. */
const seen = Effect.fnUntraced(function* (orgId: Id.OrgId) {
  let all: Member.OfOrg = []
  const members = yield* MemberStore
  yield* Effect.ignore(
    members.change(orgId, (seen) => {
      all = seen
      return Result.fail(new Member.MemberNotFound())
    })
  )
  return all
})

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "keeps every field of a member, in each way to read it",
    guards: "Somebody would sign in with other permissions than were given, or as somebody else.",
    given: fc.record({ member: arbitrary.member, permissions: arbitrary.memberPermissions }),
    holds: Effect.fnUntraced(function* ({ member, permissions }) {
      const members = yield* MemberStore
      const [{ orgId }] = yield* found(new Minted(), start)
      const { issuer: _issuer, subject: _subject, ...made } = { ...member, orgId }
      const bound: Member.Member = { ...member, orgId, permissions }
      for (const [kind, now] of [
        ["created", made],
        ["updated", bound]
      ] as const) {
        const decision: Member.Decision = { kind, member: now, entries: [] }
        same("What a change gives", yield* members.change(orgId, () => Result.succeed(decision)), decision)
        same("The member", yield* members.find(orgId, member.id), now)
        same("The list", yield* members.list(orgId, { limit: 10 }), { items: [now] })
        same("What is decided on", yield* seen(orgId), [now])
      }
    })
  }),

  law({
    name: "lists members newest first and page by page, and decides on all of them, oldest first",
    guards: "A member would be missed, and an address given to two.",
    given: fc.record({ count: fc.integer({ min: 1, max: 7 }), limit: fc.integer({ min: 1, max: 4 }) }),
    holds: Effect.fnUntraced(function* ({ count, limit }) {
      const ids = new Minted()
      const members = yield* MemberStore
      const [{ orgId }] = yield* found(ids, start)
      const made: Array<Member.Member> = []
      for (let nth = 0; nth < count; nth += 1) {
        made.push((yield* create(ids, orgId, { email: emailOf(nth), at: start + nth })).member)
      }
      same("The list", yield* walk(limit, (page) => members.list(orgId, page)), made.toReversed())
      same("What is decided on", yield* seen(orgId), made)
    })
  }),

  law({
    name: "makes one member of an address, of however many at once",
    guards: "An address would be two members, and who signs in with it would be either.",
    given: fc.array(wait, { minLength: 2, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (waits) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const answers = yield* Effect.forEach(
        waits,
        (wait) => after(wait, tagOf(create(ids, orgId, { email: emailOf(1) }))),
        together
      )
      sameSet("The answers", answers, ["done", ...waits.slice(1).map(() => "EmailTaken")])
      same("How many there are", (yield* seen(orgId)).length, 1)
    })
  }),

  law({
    name: "never leaves an org without anybody who manages members, whoever is removed or loses that at once",
    guards: "Nobody could sign anybody in any more, and an operator would have to.",
    given: fc.array(fc.record({ removed: fc.boolean(), wait }), { minLength: 2, maxLength: 5 }),
    holds: Effect.fnUntraced(function* (calls) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const managers = yield* Effect.forEach(calls, (_, nth) =>
        create(ids, orgId, { email: emailOf(nth), permissions: ["members:manage"] })
      )
      const answers = yield* Effect.forEach(
        calls,
        ({ removed, wait }, nth) => {
          const { id } = managers[nth]!.member
          return after(
            wait,
            tagOf<unknown, { readonly _tag: string }, MemberStore>(removed ? remove(orgId, id) : permit(orgId, id, []))
          )
        },
        together
      )
      sameSet("The answers", answers, ["LastManager", ...calls.slice(1).map(() => "done")])
      const left = (yield* seen(orgId)).filter(({ permissions }) => permissions.includes("members:manage"))
      same("How many manage", left.length, 1)
    })
  }),

  law({
    name: "finds, lists and changes a member in its own org only",
    guards: "One customer would see, or remove, another's people.",
    given: fc.constantFrom<ReadonlyArray<Member.Permission>>([], ["audit:read"]),
    holds: Effect.fnUntraced(function* (permissions) {
      const ids = new Minted()
      const members = yield* MemberStore
      const [{ orgId }] = yield* found(ids, start)
      const [{ orgId: other }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1) })
      const { member: its } = yield* create(ids, other, { email: emailOf(1), permissions })
      same("Its find", yield* tagOf(members.find(other, member.id)), "MemberNotFound")
      same("Its list", yield* members.list(other, { limit: 10 }), { items: [its] })
      same("What it decides on", yield* seen(other), [its])
      same("Its change", yield* tagOf(permit(other, member.id, ["runs:write"])), "MemberNotFound")
      same("Its removal", yield* tagOf(remove(other, member.id)), "MemberNotFound")
      yield* remove(other, its.id)
      same("The member", yield* members.find(orgId, member.id), member)
      same("A removed one", yield* tagOf(members.find(other, its.id)), "MemberNotFound")
    })
  }),

  law({
    name: "finds a person in every org that it is a member of, the oldest membership first, and nobody else",
    guards: "Somebody would choose an org that is not theirs, or miss one that is.",
    given: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (whose) {
      const ids = new Minted()
      const members = yield* MemberStore
      const made: Array<Member.Member> = []
      for (const [nth, who] of whose.entries()) {
        const [{ orgId }] = yield* found(ids, start)
        made.push((yield* create(ids, orgId, { email: emailOf(who), at: start + nth })).member)
      }
      yield* remove(made[0]!.orgId, made[0]!.id)
      for (const who of [0, 1, 2]) {
        const email = emailOf(who)
        same(
          `Of ${email}`,
          yield* members.ofPerson(email),
          made.slice(1).filter((member) => member.email === email)
        )
      }
    })
  }),

  law({
    name: "changes nothing where a change is refused, and knows no member of an org that there is not",
    guards: "What was refused would have happened.",
    given: fc.constant(undefined),
    holds: Effect.fnUntraced(function* () {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1), permissions: ["members:manage"] })
      same("Its removal", yield* tagOf(remove(orgId, member.id)), "LastManager")
      same("Who there is", yield* seen(orgId), [member])
      const nobody = ids.next<Id.OrgId>(start)
      same("Of no org", yield* tagOf(create(ids, nobody, { email: emailOf(1) })), "OrgNotFound")
    })
  }),

  law({
    name: "writes each change down as it was decided, and does what is repeated once",
    guards: "Who let somebody in would not be known, or a retry would let in a second one.",
    given: fc.array(wait, { minLength: 1, maxLength: 4 }),
    holds: Effect.fnUntraced(function* (waits) {
      const ids = new Minted()
      const members = yield* MemberStore
      const [{ orgId }] = yield* found(ids, start)
      const made = { id: ids.next<Id.MemberId>(start), orgId, email: emailOf(1), permissions: [] }
      const remember = {
        orgId,
        scope: "here",
        key: "a key",
        fingerprint: "a body",
        at: start,
        answer: ({ member }: Member.Decision) => member.email
      }
      const decide = (all: Member.OfOrg) => Member.create(all, made, [], originAt(start))
      const first = yield* members.change(orgId, decide, remember)
      const answers = yield* Effect.forEach(
        waits,
        (wait) => after(wait, Effect.flip(members.change(orgId, decide, remember))),
        together
      )
      for (const answer of answers) {
        assert.ok(answer._tag === "Replayed", "It is done once")
        same("A repeated answer", answer.answer, emailOf(1))
      }
      const decided = Result.getOrThrow(Member.create([], made, [], originAt(start)))
      same("What the first one gave", first, decided)
      const removed = Result.getOrThrow(Member.remove([decided.member], made.id, originAt(start)))
      yield* remove(orgId, made.id)
      const asked = { orgId, email: emailOf(2), hash: hashOf(1), memberId: ids.next<Id.MemberId>(start) }
      const linked = Result.getOrThrow(SignInLink.create([], asked, originAt(start)))
      yield* members.change(orgId, (all) => SignInLink.create(all, asked, originAt(start)))
      const written = yield* AuditStore.use((log) => log.after(orgId, 1, 10))
      same(
        "What is written down",
        written.map(({ mac: _mac, number: _number, orgId: _orgId, ...draft }) => draft),
        [...decided.entries, ...removed.entries, ...linked.entries]
      )
    })
  })
]
