/** A session is its member's until it ends, and of each only what it was begun as. */
import { AuditEntry, AuditStore, type Id, Session, SessionStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { same, tagOf } from "../../data-plane/Answers.ts"
import { found } from "../../data-plane/Founded.ts"
import { Minted } from "../../data-plane/Minted.ts"
import { after, together, wait } from "../../data-plane/Turns.ts"
import { type Law, law } from "../../Law.ts"
import { originAt } from "../../Origins.ts"
import type { Stores } from "../../Stores.ts"
import { create, emailOf, hashOf, remove, start } from "./Made.ts"

/** The session of this number, unused since it was begun where nothing else is said. */
const sessionOf = (
  { id: memberId, orgId }: { readonly id: Id.MemberId; readonly orgId: Id.OrgId },
  nth: number,
  { createdAt = start, usedAt }: { readonly createdAt?: number; readonly usedAt?: number } = {}
): Session.Session => ({ orgId, hash: hashOf(nth), memberId, createdAt, usedAt: usedAt ?? createdAt })

/** How something that a session's member did is written down. */
const entryOf = ({ memberId }: Session.Session, action: AuditEntry.Action) =>
  AuditEntry.draft(originAt(start), { action, target: memberId })

const begin = (session: Session.Session) =>
  SessionStore.use((store) => store.begin(session, entryOf(session, "member.signed_in")))
const find = (nth: number) => SessionStore.use((store) => store.find(hashOf(nth)))
const use = (session: Session.Session, at: number) => SessionStore.use((store) => store.use(session, at))
const end = (session: Session.Session) =>
  SessionStore.use((store) => store.end(session, entryOf(session, "member.signed_out")))

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "gives each session to who has its hash, as it was begun, and none of another hash or one that has ended",
    guards: "A cookie would sign in as somebody else, or go on after its sign-out.",
    given: fc.record({ whose: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 5 }), ending: fc.nat() }),
    holds: Effect.fnUntraced(function* ({ ending, whose }) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const [{ orgId: other }] = yield* found(ids, start)
      const members = yield* Effect.forEach([orgId, orgId, other], (org, nth) =>
        Effect.map(create(ids, org, { email: emailOf(nth) }), ({ member }) => member)
      )
      const sessions = whose.map((who, nth) => sessionOf(members[who]!, nth, { createdAt: start + nth }))
      yield* Effect.forEach(sessions, begin)
      const ended = ending % sessions.length
      yield* end(sessions[ended]!)
      yield* end(sessions[ended]!)
      for (const [nth, session] of sessions.entries()) {
        same(`Session ${nth}`, yield* find(nth), nth === ended ? undefined : session)
      }
      same("One that there never was", yield* find(sessions.length), undefined)
    })
  }),

  law({
    name: "notes the latest of however many uses at once, of no other session, and of none that is gone",
    guards: "A session would end while it is used, or go on after its sign-out.",
    given: fc.record({
      uses: fc.array(fc.tuple(wait, fc.nat({ max: 1_000 })), { minLength: 1, maxLength: 5 }),
      ended: fc.boolean()
    }),
    holds: Effect.fnUntraced(function* ({ ended, uses }) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1) })
      const session = sessionOf(member, 1)
      const other = sessionOf(member, 2)
      yield* begin(session)
      yield* begin(other)
      if (ended) yield* end(session)
      yield* Effect.forEach(uses, ([wait, later]) => after(wait, use(session, start + later)), together)
      const usedAt = start + Math.max(...uses.map(([, later]) => later))
      same("The session", yield* find(1), ended ? undefined : { ...session, usedAt })
      same("The other", yield* find(2), other)
    })
  }),

  law({
    name: "ends a removed member's sessions with it, nobody else's, and begins none of it",
    guards: "Who was removed would go on as if nothing had happened.",
    given: fc.record({ wait, racing: fc.boolean() }),
    holds: Effect.fnUntraced(function* ({ racing, wait }) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1) })
      const { member: other } = yield* create(ids, orgId, { email: emailOf(2) })
      yield* begin(sessionOf(member, 1))
      yield* begin(sessionOf(other, 2))
      const late = tagOf(begin(sessionOf(member, 3)))
      if (racing) yield* Effect.all([after(wait, late), remove(orgId, member.id)], together)
      else yield* remove(orgId, member.id)
      same("Its sessions", [yield* find(1), yield* find(3)], [undefined, undefined])
      same("The other's", yield* find(2), sessionOf(other, 2))
      same("One that begins later", yield* late, "MemberNotFound")
      same("It", yield* find(3), undefined)
    })
  }),

  law({
    name: "keeps each session that can still be used, whatever others begin",
    guards: "Somebody who signs in would sign others out.",
    given: fc.record({
      unused: fc.oneof(fc.constantFrom(0, Session.idle - 1), fc.nat({ max: Session.idle - 1 })),
      old: fc.oneof(fc.constantFrom(0, Session.longest - 1), fc.nat({ max: Session.longest - 1 }))
    }),
    holds: Effect.fnUntraced(function* ({ old, unused }) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1) })
      const now = start + Session.longest
      const session = sessionOf(member, 1, { createdAt: now - old, usedAt: now - Math.min(unused, old) })
      yield* begin(session)
      yield* begin(sessionOf(member, 2, { createdAt: now }))
      same("The first", yield* find(1), session)
    })
  }),

  law({
    name: "begins no session of a hash that is there, in whatever org, nor of a member of another org",
    guards: "A cookie would sign in as two people, or as a member in an org that is not its.",
    given: fc.boolean(),
    holds: Effect.fnUntraced(function* (elsewhere) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const [{ orgId: another }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1) })
      const { member: its } = yield* create(ids, another, { email: emailOf(1) })
      const session = sessionOf(member, 1)
      yield* begin(session)
      same("A second one", yield* tagOf(begin(sessionOf(elsewhere ? its : member, 1))), "StorageUnavailable")
      same("Whose it is", yield* find(1), session)
      same("In another org", yield* tagOf(begin(sessionOf({ ...member, orgId: another }, 2))), "MemberNotFound")
    })
  }),

  law({
    name: "ends a session for one of however many at once, and writes each beginning and end down once",
    guards: "A session would go on as two, or an audit log tell of no sign-in, or of one that there was not.",
    given: fc.record({ waits: fc.array(wait, { minLength: 1, maxLength: 4 }) }),
    holds: Effect.fnUntraced(function* ({ waits }) {
      const ids = new Minted()
      const [{ orgId }] = yield* found(ids, start)
      const { member } = yield* create(ids, orgId, { email: emailOf(1) })
      const session = sessionOf(member, 1)
      const { number: before } = yield* AuditStore.use((log) => log.head(orgId))
      yield* tagOf(begin({ ...session, memberId: ids.next<Id.MemberId>(start) }))
      yield* begin(session)
      yield* tagOf(begin(session))
      const ended = yield* Effect.forEach(waits, (wait) => after(wait, end(session)), together)
      same("Those that ended it", ended.filter(Boolean).length, 1)
      const entries = yield* AuditStore.use((log) => log.after(orgId, before, 10))
      same(
        "What is written down",
        entries.map(({ action, target }) => [action, target]),
        [
          ["member.signed_in", member.id],
          ["member.signed_out", member.id]
        ]
      )
    })
  })
]
