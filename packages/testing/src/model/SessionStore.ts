import { Member, Session, SessionStore } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { noted } from "./AuditStore.ts"
import { Memory } from "./Memory.ts"
import { add, change } from "./State.ts"

export const layer = Layer.effect(
  SessionStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return SessionStore.of({
      begin: (session, entry) =>
        memory.make((state) => {
          const isOfMember = ({ id, orgId }: Member.Member) => orgId === session.orgId && id === session.memberId
          if (!state.members.some(isOfMember)) return Result.fail(new Member.MemberNotFound())
          const left = state.sessions.filter(
            (other) => other.orgId !== session.orgId || session.usedAt < Session.endOf(other)
          )
          const sessions = add(left, session, ({ hash }) => hash === session.hash)
          return Result.succeed([undefined, noted({ ...state, sessions }, session.orgId, entry)])
        }),
      find: (hash) => Effect.map(memory.state, ({ sessions }) => sessions.find((session) => session.hash === hash)),
      use: ({ hash }, at) =>
        memory.make((state) => {
          const isMeant = (session: Session.Session) => session.hash === hash && session.usedAt < at
          const used = (session: Session.Session) => ({ ...session, usedAt: at })
          return Result.succeed([undefined, { ...state, sessions: change(state.sessions, isMeant, used) }])
        }),
      end: ({ hash, orgId }, entry) =>
        memory.make((state) => {
          const sessions = state.sessions.filter((session) => session.hash !== hash)
          const ended = sessions.length < state.sessions.length
          return Result.succeed([ended, noted({ ...state, sessions }, orgId, ended ? entry : undefined)])
        })
    })
  })
)
