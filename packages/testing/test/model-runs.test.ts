import { type ClaimedDelivery, type ClaimedRun, Run } from "@nexio/core"
import type { Exit } from "effect"
import { describe, expect, it } from "vitest"
import type { Model } from "../src/model/index.ts"
import { always, changes } from "./model/Always.ts"
import { lease } from "./model/History.ts"
import { type Moment, refusal } from "./model/World.ts"

const claimed = ({ exit }: Moment) => (exit as Exit.Success<ReadonlyArray<ClaimedRun | ClaimedDelivery>>).value

/** Runs and deliveries are taken, held and let go of alike. */
const queues = [
  { name: "run", queue: "runs", claim: "ClaimRuns", renew: "RenewRun", report: "FinishRun" },
  { name: "delivery", queue: "deliveries", claim: "ClaimDeliveries", renew: "RenewDelivery", report: "Record" }
] as const

const works = (state: Model.State, queue: "runs" | "deliveries") =>
  state[queue] as ReadonlyArray<Model.Work<(typeof state)[typeof queue][number]["item"]>>

const ways: Partial<Record<Moment["step"]["_tag"], ReadonlyArray<string>>> = {
  ClaimRuns: ["queued processing"],
  FinishRun: ["processing completed", "processing degraded", "processing failed"],
  Cancel: ["queued cancelled"],
  DeleteEnvironment: ["queued failed"]
}

describe("In the model, whatever happens", () => {
  it("no run vanishes, none changes what was asked, and what has ended stays as it is", () =>
    always((moments) => {
      for (const { after, before } of moments) {
        for (const { is, was } of changes(before.runs, after.runs)) {
          const { createdAt, environmentId, id, input, orgId, startedAt, status } = was.item
          expect(Run.terminal).not.toContain(status)
          expect(is?.item).toMatchObject({ id, orgId, environmentId, input, createdAt })
          expect(Run.isTerminal(is!.item)).toBe(is?.item.completedAt !== undefined)
          if (startedAt !== undefined) expect(is?.item.startedAt).toBe(startedAt)
        }
      }
    }))

  it("a run is taken up, ends, or is stopped while it is queued, and goes no other way", () =>
    always((moments) => {
      for (const { after, before, step } of moments) {
        for (const { is, was } of changes(before.runs, after.runs)) {
          const [from, to] = [was.item.status, is?.item.status]
          if (from !== to) expect(ways[step._tag] ?? []).toContain(`${from} ${to}`)
        }
      }
    }))

  it("nothing is submitted to an environment that is deleted, or whose org is suspended", () =>
    always((moments) => {
      for (const { after, before } of moments) {
        for (const { item } of after.runs.slice(before.runs.length)) {
          const environment = before.environments.find(
            ({ id, orgId }) => id === item.environmentId && orgId === item.orgId
          )
          expect(environment).toBeDefined()
          const org = before.orgs.find(({ id }) => id === item.orgId)
          expect([environment?.deletedAt, org?.suspendedAt]).toEqual([undefined, undefined])
        }
      }
    }))

  it.each(queues)("a $name is due until it has ended, held only under a claim, and neither after", ({ queue }) =>
    always((moments) => {
      for (const { dueAt, item, token } of works(moments.at(-1)!.after, queue)) {
        const ended = "completedAt" in item || "endedAt" in item
        expect(dueAt === undefined).toBe(ended)
        if (ended || item.status === "queued") expect(token).toBeUndefined()
        if (item.status === "processing") expect(token).toBeDefined()
      }
    })
  )

  it.each(queues)(
    "a claim of a $name takes the longest due of each environment or endpoint, of what no suspension stops, up to its limit",
    (of) =>
      always((moments) => {
        for (const moment of moments) {
          const { after, at, before, step } = moment
          if (step._tag !== of.claim) continue
          const due = works(before, of.queue).filter(
            ({ dueAt, item }) =>
              dueAt !== undefined &&
              dueAt <= at &&
              before.orgs.find(({ id }) => id === item.orgId)?.suspendedAt === undefined
          )
          const taken = new Set(claimed(moment).map(({ claim }) => claim.id))
          expect(taken.size).toBe(Math.min(due.length, step.limit))
          expect([...taken].filter((id) => due.every(({ item }) => item.id !== id))).toEqual([])
          // Environments take turns for runs, and in them endpoints for deliveries.
          const lines = Map.groupBy(due, ({ item }) => ("endpointId" in item ? item.endpointId : item.environmentId))
          for (const line of lines.values()) {
            const left = line.filter(({ item }) => !taken.has(item.id)).map(({ dueAt }) => dueAt!)
            const took = line.filter(({ item }) => taken.has(item.id)).map(({ dueAt }) => dueAt!)
            expect(Math.max(...took, 0)).toBeLessThanOrEqual(Math.min(...left))
          }
          const held = works(after, of.queue).filter(({ item }) => taken.has(item.id))
          expect(held.filter(({ dueAt }) => dueAt !== at + lease)).toEqual([])
        }
      })
  )

  it.each(queues)("a $name is held by one claim at a time, and what any other reports is lost", (of) =>
    always((moments) => {
      const tokens = new Set<string>()
      const holders = new Map<string, { readonly token: string; readonly until: number }>()
      for (const moment of moments) {
        const { after, at, before, claim, step } = moment
        if (step._tag === of.claim) {
          for (const { claim } of claimed(moment)) {
            expect(tokens).not.toContain(claim.token)
            tokens.add(claim.token)
            expect(holders.get(claim.id)?.until ?? 0).toBeLessThanOrEqual(at)
            holders.set(claim.id, { token: claim.token, until: at + lease })
          }
        }
        const holds = claim !== undefined && holders.get(claim.id)?.token === claim.token
        if (step._tag === of.renew && claim !== undefined) {
          expect(moment.exit).toMatchObject({ value: holds ? [] : [claim] })
          if (holds) holders.set(claim.id, { token: claim.token, until: at + lease })
        }
        if (step._tag === of.report && claim !== undefined) {
          expect(refusal(moment)?._tag).toBe(holds ? undefined : "LeaseLost")
          const changed = changes(works(before, of.queue), works(after, of.queue)).map(({ is }) => is?.item.id)
          expect(changed).toEqual(holds ? [claim.id] : [])
          if (holds) holders.delete(claim.id)
        }
        for (const { item } of works(after, of.queue)) {
          if ("completedAt" in item || "endedAt" in item) holders.delete(item.id)
        }
      }
    })
  )
})
