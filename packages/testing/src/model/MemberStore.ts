import { Member, MemberStore, Page, type Session, type SignInLink } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { noted } from "./AuditStore.ts"
import { Memory } from "./Memory.ts"
import { once } from "./Once.ts"
import { findOrg } from "./OrgStore.ts"
import { add, change, newestFirst, type State } from "./State.ts"

export const layer = Layer.effect(
  MemberStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    const membersOf = (orgId: string) =>
      Effect.map(memory.state, ({ members }) => members.filter((member) => member.orgId === orgId))
    return MemberStore.of({
      change: (orgId, decide, remember) =>
        memory.make(
          once(
            remember,
            (decision) => decision,
            (state) =>
              Result.flatMap(findOrg(state, orgId), () =>
                Result.map(decide(oldestFirst(state, orgId)), (decision) => [
                  decision,
                  decision.entries.reduce((after, entry) => noted(after, orgId, entry), written(state, decision))
                ])
              )
          )
        ),

      spend: (hash, at) =>
        memory.make((state) => {
          const link = state.signInLinks.find((link) => link.hash === hash && at < link.expiresAt)
          if (link === undefined) return Result.succeed([undefined, state])
          const member = state.members.find(({ id, orgId }) => orgId === link.orgId && id === link.memberId)
          return Result.succeed([member, { ...state, signInLinks: state.signInLinks.filter((one) => one !== link) }])
        }),

      find: (orgId, id) =>
        Effect.flatMap(membersOf(orgId), (members) => {
          const found = members.find((member) => member.id === id)
          return found === undefined ? Effect.fail(new Member.MemberNotFound()) : Effect.succeed(found)
        }),

      ofPerson: (email) =>
        Effect.map(memory.state, ({ members }) =>
          newestFirst(
            members.filter((member) => member.email === email),
            undefined
          ).toReversed()
        ),

      list: (orgId, { after, limit }) =>
        Effect.map(membersOf(orgId), (members) => Page.of(newestFirst(members, after), limit))
    })
  })
)

const oldestFirst = ({ members }: State, orgId: string): Member.OfOrg =>
  newestFirst(
    members.filter((member) => member.orgId === orgId),
    undefined
  ).toReversed()

const written = (state: State, { kind, link, member }: Member.Decision): State => {
  const isSame = ({ id, orgId }: Member.Member) => orgId === member.orgId && id === member.id
  const members = {
    kept: () => state.members,
    created: () => add(state.members, member, (other) => isSame(other) || isNamesake(other, member)),
    updated: () => change(state.members, isSame, () => member),
    removed: () => state.members.filter((other) => !isSame(other))
  }[kind]()
  const isLeft = ({ memberId, orgId }: SignInLink.SignInLink | Session.Session) =>
    kind !== "removed" || orgId !== member.orgId || memberId !== member.id
  const left = state.signInLinks.filter(isLeft)
  const sessions = state.sessions.filter(isLeft)
  if (link === undefined) return { ...state, members, sessions, signInLinks: left }
  const unexpired = left.filter(({ expiresAt, orgId }) => orgId !== link.orgId || link.createdAt < expiresAt)
  return { ...state, members, sessions, signInLinks: add(unexpired, link, ({ hash }) => hash === link.hash) }
}

const isNamesake = (one: Member.Member, other: Member.Member): boolean =>
  one.orgId === other.orgId && one.email === other.email
