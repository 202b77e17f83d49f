import { Hash, Instant, type Member, type MemberStore } from "@nexio/core"
import { Effect, Result } from "effect"
import { turns } from "../../src/laws/data-plane/Turns.ts"
import { inStores, type StoreSet } from "./Fault.ts"

type Members = MemberStore["Service"]

/** Does some of it otherwise. */
const instead =
  (change: (members: Members) => Partial<Members>) =>
  ({ members }: StoreSet) => ({
    members: { ...members, ...change(members) }
  })

/** Decides on other members than there are. */
const deciding = (see: (members: Member.OfOrg) => Member.OfOrg) =>
  instead((members) => ({
    change: (orgId, decide, remember) => members.change(orgId, (all) => decide(see(all)), remember)
  }))

/** Writes something else than what was decided. */
const writing = (write: (decision: Member.Decision) => Member.Decision) =>
  instead((members) => ({
    change: (orgId, decide, remember) =>
      members.change(
        orgId,
        (all) => Result.map(decide(all), (decision) => write(decision) as typeof decision),
        remember
      )
  }))

/** A link that expires at another instant than was decided. */
const expiring = (by: number) =>
  writing(({ link, ...decision }) =>
    link === undefined ? decision : { ...decision, link: { ...link, expiresAt: link.expiresAt + by } }
  )

export const faults = inStores("MemberStore", [
  {
    name: "spends a link whenever it is opened",
    breaks: "A link is spent before it expires (7).",
    wrap: instead((members) => ({ spend: (hash) => members.spend(hash, 0) }))
  },
  {
    name: "spends a link a moment too long",
    breaks: "A link is spent before it expires, and neither then nor after (SignInLink.expiresAt).",
    wrap: expiring(1)
  },
  {
    name: "lets a link expire a moment too soon",
    breaks: "A link lasts 15 minutes (7).",
    wrap: expiring(-1)
  },
  {
    name: "spends a link again and again",
    breaks: "A link has one use (7).",
    wrap: ({ members }) => {
      const spent = new Map<string, Member.Member | undefined>()
      return {
        members: {
          ...members,
          spend: (hash, at) =>
            Effect.map(members.spend(hash, at), (member) => {
              spent.set(hash, member ?? spent.get(hash))
              return spent.get(hash)
            })
        }
      }
    }
  },
  {
    name: "gives a link's member to all who spend it at once",
    breaks: "A link is given to exactly one caller (MemberStore.spend).",
    wrap: ({ members }) => {
      const underWay = new Map<string, Member.Member>()
      return {
        members: {
          ...members,
          spend: Effect.fnUntraced(function* (hash, at) {
            const member = yield* members.spend(hash, at)
            if (member === undefined) return underWay.get(hash)
            underWay.set(hash, member)
            yield* turns(3)
            underWay.delete(hash)
            return member
          })
        }
      }
    }
  },
  {
    name: "gives the member as it was when it was made",
    breaks: "A link gives its member as it is (MemberStore.spend).",
    wrap: ({ members }) => {
      const made = new Map<string, Member.Member>()
      return {
        members: {
          ...members,
          change: (orgId, decide, remember) =>
            Effect.tap(members.change(orgId, decide, remember), ({ kind, member }) =>
              Effect.sync(() => (kind === "created" ? made.set(member.id, member) : made))
            ),
          spend: (hash, at) =>
            Effect.map(members.spend(hash, at), (member) => member && (made.get(member.id) ?? member))
        }
      }
    }
  },
  {
    name: "ends a member's earlier links with a new one",
    breaks: "A link is there until it is spent, has expired or its member is removed (MemberStore.spend).",
    wrap: ({ members }) => {
      const newest = new Map<string, Hash>()
      return {
        members: {
          ...members,
          change: Effect.fnUntraced(function* (orgId, decide, remember) {
            const decision = yield* members.change(orgId, decide, remember)
            const { link, member } = decision
            const before = newest.get(member.id)
            if (link === undefined) return decision
            newest.set(member.id, link.hash)
            if (before !== undefined) yield* members.spend(before, 0)
            return decision
          })
        }
      }
    }
  },
  {
    name: "signs in by a removed member's link",
    breaks: "A removed member's links end with it (MemberStore.change).",
    wrap: ({ members }) => {
      const links = new Map<string, string>()
      const removed = new Map<string, Member.Member>()
      return {
        members: {
          ...members,
          change: (orgId, decide, remember) =>
            Effect.tap(members.change(orgId, decide, remember), ({ kind, link, member }) =>
              Effect.sync(() => {
                if (link !== undefined) links.set(link.hash, member.id)
                if (kind === "removed") removed.set(member.id, member)
              })
            ),
          spend: (hash, at) =>
            Effect.map(members.spend(hash, at), (member) => member ?? removed.get(links.get(hash) ?? ""))
        }
      }
    }
  },
  {
    name: "ends the links of a whole org with one member",
    breaks: "A removed member's links end, and no others (MemberStore.change).",
    wrap: ({ members }) => {
      const links = new Set<Hash>()
      return {
        members: {
          ...members,
          change: Effect.fnUntraced(function* (orgId, decide, remember) {
            const decision = yield* members.change(orgId, decide, remember)
            if (decision.link !== undefined) links.add(decision.link.hash)
            if (decision.kind === "removed") yield* Effect.forEach(links, (hash) => members.spend(hash, 0))
            return decision
          })
        }
      }
    }
  },
  {
    name: "writes no link of a first member",
    breaks: "A first member is made with its link (10).",
    wrap: writing(({ link, ...decision }) =>
      link === undefined || decision.kind === "created" ? decision : { ...decision, link }
    )
  },
  {
    name: "takes a link's hash for another's",
    breaks: "A link is found by its hash (MemberStore.spend).",
    wrap: instead((members) => ({
      spend: (hash, at) => members.spend(Hash.make(hash.replace(/[23]$/, "1")), at)
    }))
  },
  {
    name: "replaces a link of the same hash",
    breaks: "A hash is one link's (MemberStore.change).",
    wrap: instead((members) => ({
      change: (orgId, decide, remember) =>
        Effect.catchTag(members.change(orgId, decide, remember), "StorageUnavailable", (unavailable) =>
          members
            .change(orgId, (all) => Result.map(decide(all), ({ link: _link, ...decision }) => decision as never))
            .pipe(Effect.catch(() => Effect.fail(unavailable)))
        )
    }))
  },
  {
    name: "forgets who vouches for a member",
    breaks: "A member is kept as it was decided (MemberStore.change).",
    wrap: writing((decision) => {
      const { issuer: _issuer, ...member } = decision.member
      return { ...decision, member }
    })
  },
  {
    name: "reads permissions in an order of its own",
    breaks: "A member is read as it was decided (MemberStore.find).",
    wrap: instead((members) => ({
      find: (orgId, id) =>
        Effect.map(members.find(orgId, id), (member) => ({ ...member, permissions: member.permissions.toReversed() }))
    }))
  },
  {
    name: "keeps the permissions that a member had",
    breaks: "A change of permissions is kept (MemberStore.change).",
    wrap: writing((decision) => (decision.kind === "updated" ? { ...decision, kind: "kept" } : decision))
  },
  {
    name: "keeps a member that was removed",
    breaks: "A removed member is gone (MemberStore.change).",
    wrap: writing((decision) => (decision.kind === "removed" ? { ...decision, kind: "kept" } : decision))
  },
  {
    name: "decides on the first page of members",
    breaks: "All members of the org are decided on (MemberStore.change).",
    wrap: deciding((members) => members.slice(0, 5))
  },
  {
    name: "decides on the newest member first",
    breaks: "Members are decided on oldest first (MemberStore.change).",
    wrap: deciding((members) => members.toReversed())
  },
  {
    name: "decides on members before it locks them",
    breaks: "Changes of an org's members come one after the other (MemberStore.change).",
    wrap: instead((members) => ({
      change: Effect.fnUntraced(function* (orgId, decide, remember) {
        const { items } = yield* members.list(orgId, { limit: 100 })
        yield* turns(2)
        return yield* members.change(orgId, () => decide(items.toReversed()), remember)
      })
    }))
  },
  {
    name: "lists members oldest first",
    breaks: "Lists go newest first (3).",
    wrap: instead((members) => ({
      list: (orgId, page) =>
        Effect.map(members.list(orgId, page), (found) => ({ ...found, items: found.items.toReversed() }))
    }))
  },
  {
    name: "gives the first page of members again and again",
    breaks: "A page goes on after the one before (3).",
    wrap: instead((members) => ({ list: (orgId, { limit }) => members.list(orgId, { limit }) }))
  },
  {
    name: "remembers nothing of a change",
    breaks: "A request repeated with its Idempotency-Key has one effect (3).",
    wrap: instead((members) => ({ change: (orgId, decide) => members.change(orgId, decide) }))
  },
  {
    name: "writes nothing down",
    breaks: "Every change is in the audit log (9).",
    wrap: writing((decision) => ({ ...decision, entries: [] }))
  },
  {
    name: "writes the first entry of a change down, and no other",
    breaks: "Every change is in the audit log (9).",
    wrap: writing((decision) => ({ ...decision, entries: decision.entries.slice(0, 1) }))
  },
  {
    name: "finds no members of an org that there is not, where it should say so",
    breaks: "An unknown org is OrgNotFound (MemberStore.change).",
    wrap: instead((members) => ({
      change: (orgId, decide, remember) =>
        Effect.catchTag(members.change(orgId, decide, remember), "OrgNotFound", () => Effect.fromResult(decide([])))
    }))
  },
  {
    name: "clears away links an hour before they expire",
    breaks: "A new link clears away those that have expired (MemberStore.change).",
    wrap: ({ members }) => {
      const links = new Map<Hash, number>()
      return {
        members: {
          ...members,
          change: Effect.fnUntraced(function* (orgId, decide, remember) {
            const decision = yield* members.change(orgId, decide, remember)
            const { link } = decision
            if (link === undefined) return decision
            for (const [hash, expiresAt] of links) {
              if (expiresAt - Instant.hour <= link.createdAt) yield* members.spend(hash, 0)
            }
            links.set(link.hash, link.expiresAt)
            return decision
          })
        }
      }
    }
  },
  {
    name: "finds a person in one org alone",
    breaks: "A person is found in every org (MemberStore.ofPerson).",
    wrap: instead((members) => ({
      ofPerson: (email) => Effect.map(members.ofPerson(email), (all) => all.slice(0, 1))
    }))
  },
  {
    name: "finds a person's newest membership first",
    breaks: "The oldest comes first (MemberStore.ofPerson).",
    wrap: instead((members) => ({
      ofPerson: (email) => Effect.map(members.ofPerson(email), (all) => all.toReversed())
    }))
  }
])
