import { type Hash, Session, type SessionStore } from "@nexio/core"
import { Effect } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"

type Sessions = SessionStore["Service"]

/** Does some of it otherwise. */
const instead =
  (change: (sessions: Sessions) => Partial<Sessions>) =>
  ({ sessions }: StoreSet) => ({
    sessions: { ...sessions, ...change(sessions) }
  })

export const faults = inStores("SessionStore", [
  {
    name: "goes on with a session that has ended",
    breaks: "A sign-out ends a session (7).",
    wrap: instead(() => ({ end: () => Effect.void }))
  },
  {
    name: "ends every session of a member with one",
    breaks: "An end is of one session (SessionStore.end).",
    wrap: ({ sessions }) => {
      const all: Array<Session.Session> = []
      return {
        sessions: {
          ...sessions,
          begin: (session) => Effect.tap(sessions.begin(session), () => Effect.sync(() => all.push(session))),
          end: ({ hash }) =>
            Effect.gen(function* () {
              const meant = all.find((session) => session.hash === hash)
              for (const session of all) if (session.memberId === meant?.memberId) yield* sessions.end(session)
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
          yield* sessions.end(found)
          yield* Effect.ignore(sessions.begin({ ...found, usedAt: at }))
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
          yield* Effect.ignore(sessions.begin({ ...session, usedAt: at }))
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
          begin: (session) =>
            Effect.tap(sessions.begin(session), () => Effect.sync(() => begun.set(session.hash, session))),
          end: (session) => Effect.tap(sessions.end(session), () => Effect.sync(() => begun.delete(session.hash))),
          find: (hash) => Effect.map(sessions.find(hash), (found) => found ?? begun.get(hash))
        }
      }
    }
  },
  {
    name: "begins sessions of members that there are not",
    breaks: "A session is a member's that there is (SessionStore.begin).",
    wrap: instead((sessions) => ({ begin: (session) => Effect.ignore(sessions.begin(session)) }))
  },
  {
    name: "clears away sessions an hour before they end",
    breaks: "Those are cleared away that have ended (SessionStore.begin).",
    wrap: ({ sessions }) => {
      const all: Array<Session.Session> = []
      return {
        sessions: {
          ...sessions,
          begin: (session) =>
            Effect.gen(function* () {
              yield* sessions.begin(session)
              for (const one of all) if (Session.endOf(one) - 3_600_000 <= session.usedAt) yield* sessions.end(one)
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
      begin: (session) =>
        Effect.gen(function* () {
          const found = yield* sessions.find(session.hash)
          if (found !== undefined) yield* sessions.end(found)
          yield* sessions.begin(session)
        })
    }))
  }
])
