/** A sign-in link gives its member to one caller, in time. */
import { type Id, MemberStore, SignInLink } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { same, sameSet, tagOf } from "../../data-plane/Answers.ts"
import { found } from "../../data-plane/Founded.ts"
import { Minted } from "../../data-plane/Minted.ts"
import { after, together, wait } from "../../data-plane/Turns.ts"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { create, emailOf, hashOf, link, permit, remove, spend, start } from "./Made.ts"

const { lifetime } = SignInLink

/** Whose a link was. */
const spentBy = (nth: number, at?: number) => Effect.map(spend(nth, at), (member) => member?.id ?? "nobody")

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "gives the member of a link to exactly one of however many spend it at once, and to nobody after",
    guards: "Who reads a link over somebody's shoulder would sign in too.",
    given: fc.array(wait, { minLength: 1, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (waits) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1), permissions: ["audit:read"] })
      yield* link(ids, orgId, emailOf(1), 1)
      const spent = yield* Effect.forEach(waits, (wait) => after(wait, spend(1)), together)
      sameSet(
        "Who got the member",
        spent.map((one) => one ?? "nobody"),
        [member, ...waits.slice(1).map(() => "nobody")]
      )
      same("Later", yield* spentBy(1), "nobody")
    })
  }),

  law({
    name: "spends a link until its time is over, and neither then nor after, and an unknown one never",
    guards: "A link in an old mail would sign in whoever finds it.",
    given: fc.oneof(fc.constantFrom(0, lifetime - 1, lifetime, lifetime + 1), fc.nat({ max: 2 * lifetime })),
    holds: Effect.fnUntraced(function* (wait) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1) })
      yield* link(ids, orgId, emailOf(1), 1)
      same("An unknown one", yield* spentBy(2), "nobody")
      same(`After ${wait} ms`, yield* spentBy(1, start + wait), wait < lifetime ? member.id : "nobody")
    })
  }),

  law({
    name: "keeps each link of a member until it is spent, whatever other links are made or spent",
    guards: "A second link would undo the first, while somebody is about to open it.",
    given: fc.record({ links: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 6 }), from: fc.nat({ max: 5 }) }),
    holds: Effect.fnUntraced(function* ({ from, links }) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const [{ orgId: other }] = yield* found(ids, start)
      const members: Array<Id.MemberId> = []
      for (const [nth, org] of [orgId, orgId, other].entries()) {
        members.push((yield* create(ids, org, { email: emailOf(nth) })).member.id)
      }
      for (const [nth, whose] of links.entries()) {
        yield* link(ids, whose === 2 ? other : orgId, emailOf(whose), nth, start + nth)
      }
      for (let nth = 0; nth < links.length; nth += 1) {
        const one = (nth + from) % links.length
        same(`Link ${one}`, yield* spentBy(one, start + 10), members[links[one]!])
      }
    })
  }),

  law({
    name: "gives the member as it is when its link is spent",
    guards: "Permissions that were taken away would come back with a link that was made before.",
    given: fc.constant(undefined),
    holds: Effect.fnUntraced(function* () {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1), permissions: ["audit:read"] })
      yield* link(ids, orgId, emailOf(1), 1)
      const { member: now } = yield* permit(orgId, member.id, ["runs:write"])
      same("The member", yield* spend(1), now)
    })
  }),

  law({
    name: "ends a removed member's links with it, and nobody else's",
    guards: "Who was removed would sign in again.",
    given: fc.record({ wait, racing: fc.boolean() }),
    holds: Effect.fnUntraced(function* ({ racing, wait }) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1) })
      const { member: other } = yield* create(ids, orgId, { email: emailOf(2) })
      yield* link(ids, orgId, emailOf(1), 1)
      yield* link(ids, orgId, emailOf(1), 2)
      yield* link(ids, orgId, emailOf(2), 3)
      if (racing) yield* Effect.all([after(wait, spend(1)), remove(orgId, member.id)], together)
      else yield* remove(orgId, member.id)
      same("Its links", [yield* spentBy(1), yield* spentBy(2)], ["nobody", "nobody"])
      same("The other's link", yield* spentBy(3), other.id)
    })
  }),

  law({
    name: "makes the first member of an org with its first link, of however many at once, and no second one so",
    guards: "Two people who are let in at the same time would each own the org.",
    given: fc.array(wait, { minLength: 1, maxLength: 5 }),
    holds: Effect.fnUntraced(function* (waits) {
      const ids = new Minted()
      const members = yield* MemberStore
      const [{ orgId }] = yield* found(ids, start)
      const answers = yield* Effect.forEach(
        waits,
        (wait, nth) => after(wait, tagOf(link(ids, orgId, emailOf(nth), nth))),
        together
      )
      sameSet("The answers", answers, ["done", ...waits.slice(1).map(() => "EmailUnknown")])
      const { items } = yield* members.list(orgId, { limit: 10 })
      const first = answers.indexOf("done")
      same(
        "The members",
        items.map(({ email }) => email),
        [emailOf(first)]
      )
      same("Whose the link is", yield* spentBy(first), items[0]?.id)
    })
  }),

  law({
    name: "makes no link of a hash that is there, in whatever org",
    guards: "A token would sign in as two people.",
    given: fc.boolean(),
    holds: Effect.fnUntraced(function* (elsewhere) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const [{ orgId: another }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1) })
      yield* link(ids, orgId, emailOf(1), 1)
      const twin = link(ids, elsewhere ? another : orgId, emailOf(1), 1)
      same(`A second one of ${hashOf(1)}`, yield* tagOf(twin), "StorageUnavailable")
      same("Whose it is", yield* spentBy(1), member.id)
      same("Later", yield* spentBy(1), "nobody")
    })
  })
]
