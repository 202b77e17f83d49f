import { createHmac } from "node:crypto"
import { AuditChain, type AuditEntry, AuditStore, type Id, type Mac } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { Memory } from "./Memory.ts"
import { findOrg } from "./OrgStore.ts"
import type { State } from "./State.ts"

export const layer = Layer.effect(
  AuditStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    const entriesOf = (orgId: Id.OrgId) =>
      Effect.map(memory.state, ({ audit }) => audit.filter((entry) => entry.orgId === orgId))
    return AuditStore.of({
      before: (orgId, number = Infinity, limit) =>
        Effect.map(entriesOf(orgId), (entries) =>
          entries
            .filter((entry) => entry.number < number)
            .toReversed()
            .slice(0, limit)
        ),
      after: (orgId, number, limit) =>
        Effect.map(entriesOf(orgId), (entries) => entries.filter((entry) => entry.number > number).slice(0, limit)),
      head: (orgId) =>
        Effect.flatMap(memory.state, (state) =>
          Effect.fromResult(Result.map(findOrg(state, orgId), headOf(state, orgId)))
        )
    })
  })
)

/** With what was done written down, where something was. */
export const noted = (state: State, orgId: Id.OrgId, draft: AuditEntry.Draft | undefined): State =>
  draft === undefined
    ? state
    : { ...state, audit: [...state.audit, AuditChain.append({ mac }, orgId, headOf(state, orgId)(), draft)] }

const headOf = (state: State, orgId: Id.OrgId) => (): AuditChain.Head => {
  const last = state.audit.findLast((entry) => entry.orgId === orgId)
  return last === undefined ? AuditChain.none : { number: last.number, mac: last.mac }
}

/** What the model proves its entries with, and anybody could: it keeps no secret. */
export const mac = (content: string): Mac =>
  `model.${createHmac("sha256", "model").update(content).digest("hex")}` as Mac
