import { AuditEntry, type Hash, Session, type SessionStore } from "@nexio/core"
import { Effect } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"

type Sessions = SessionStore["Service"]

/** Does some of it otherwise. */
const instead =
  (change: (sessions: Sessions) => Partial<Sessions>) =>
  ({ sessions }: StoreSet) => ({
    sessions: { ...sessions, ...change(sessions) }
  })

/** The entry of what nobody asked for. */
const unasked = ({ memberId, usedAt }: Session.Session): AuditEntry.Draft =>
  AuditEntry.draft({ at: usedAt, actor: "system" }, { action: "member.updated", target: memberId })

export const faults = inStores("SessionStore", [
  {
    name: "goes on with a session that has ended",
    breaks: "A sign-out ends a session (7).",
    wrap: instead(() => ({ end: () => Effect.succeed(true) }))
  },
  {
    name: "ends every session of a member with one",
    breaks: "An end is of one session (SessionStore.end).",
    wrap: ({ sessions }) => {
      const all: Array<Session.Session> = []
      return {
        sessions: {
          ...sessions,
          begin: (session, entry) =>
            Effect.tap(sessions.begin(session, entry), () => Effect.sync(() => all.push(session))),
          end: (session, entry) =>
            Effect.gen(function* () {
              const ended = yield* sessions.end(session, entry)
              const meant = all.find(({ hash }) => hash === session.hash)
              for (const one of all) if (one.memberId === meant?.memberId) yield* sessions.end(one, entry)
              return ended
            })
        }
      }
    }
  },
  {
    name: "takes a hash for another's",
    breaks: "A session is found by its hash (SessionStore.find).",
    wrap: instead((sessions) => ({ find: (hash) => sessions.find(hash.replace(/[1-9]$/, "0") as Hash) }))
  },
  {
    name: "forgets when its member signed in",
    breaks: "A session lasts 7 days at most (7).",
    wrap: instead((sessions) => ({
      find: (hash) => Effect.map(sessions.find(hash), (found) => found && { ...found, createdAt: found.usedAt })
    }))
  },
  {
    name: "notes no use",
    breaks: "A session that is used goes on (7).",
    wrap: instead(() => ({ use: () => Effect.void }))
  },
  {
    name: "notes an earlier use over a later one",
    breaks: "The latest use counts (SessionStore.use).",
    wrap: instead((sessions) => ({
      use: (session, at) =>
        Effect.gen(function* () {
          const found = yield* sessions.find(session.hash)
          if (found === undefined) return
          yield* sessions.end(found, unasked(found))
          yield* Effect.ignore(sessions.begin({ ...found, usedAt: at }, unasked(found)))
        })
    }))
  },
  {
    name: "begins a session anew that is used after its end",
    breaks: "A session that is gone stays so (SessionStore.use).",
    wrap: instead((sessions) => ({
      use: (session, at) =>
        Effect.gen(function* () {
          if ((yield* sessions.find(session.hash)) !== undefined) return yield* sessions.use(session, at)
          yield* Effect.ignore(sessions.begin({ ...session, usedAt: at }, unasked(session)))
        })
    }))
  },
  {
    name: "goes on with a removed member's sessions",
    breaks: "Removing a member ends its sessions (7).",
    wrap: ({ sessions }) => {
      const begun = new Map<Hash, Session.Session>()
      return {
        sessions: {
          ...sessions,
          begin: (session, entry) =>
            Effect.tap(sessions.begin(session, entry), () => Effect.sync(() => begun.set(session.hash, session))),
          end: (session, entry) =>
            Effect.tap(sessions.end(session, entry), () => Effect.sync(() => begun.delete(session.hash))),
          find: (hash) => Effect.map(sessions.find(hash), (found) => found ?? begun.get(hash))
        }
      }
    }
  },
  {
    name: "begins sessions of members that there are not",
    breaks: "A session is a member's that there is (SessionStore.begin).",
    wrap: instead((sessions) => ({ begin: (...asked) => Effect.ignore(sessions.begin(...asked)) }))
  },
  {
    name: "clears away sessions an hour before they end",
    breaks: "Those are cleared away that have ended (SessionStore.begin).",
    wrap: ({ sessions }) => {
      const all: Array<Session.Session> = []
      return {
        sessions: {
          ...sessions,
          begin: (session, entry) =>
            Effect.gen(function* () {
              yield* sessions.begin(session, entry)
              for (const one of all) {
                if (Session.endOf(one) - 3_600_000 <= session.usedAt) yield* sessions.end(one, unasked(one))
              }
              all.push(session)
            })
        }
      }
    }
  },
  {
    name: "replaces a session of the same hash",
    breaks: "A hash is one session's (SessionStore.begin).",
    wrap: instead((sessions) => ({
      begin: (session, entry) =>
        Effect.gen(function* () {
          const found = yield* sessions.find(session.hash)
          if (found !== undefined) yield* sessions.end(found, entry)
          yield* sessions.begin(session, entry)
        })
    }))
  },
  {
    name: "says of each end that it was the first",
    breaks: "An end says whether the session was there (SessionStore.end).",
    wrap: instead((sessions) => ({ end: (...asked) => Effect.as(sessions.end(...asked), true) }))
  },
  {
    name: "writes a sign-in down as something else",
    breaks: "A session begins with its entry in the audit log (9).",
    wrap: instead((sessions) => ({
      begin: (session, entry) => sessions.begin(session, { ...entry, action: "member.updated" })
    }))
  },
  {
    name: "writes a sign-out down as something else",
    breaks: "A session ends with its entry in the audit log (9).",
    wrap: instead((sessions) => ({
      end: (session, entry) => sessions.end(session, { ...entry, action: "member.updated" })
    }))
  }
])
