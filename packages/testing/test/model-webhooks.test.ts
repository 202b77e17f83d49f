import { type ClaimedDelivery, Delivery, type Endpoint, type Event, type Id, SigningSecret } from "@nexio/core"
import type { Exit } from "effect"
import { describe, expect, it } from "vitest"
import type { Model } from "../src/model/index.ts"
import { always, changes } from "./model/Always.ts"

const sameScope = (a: Id.Scope, b: Id.Scope) => a.orgId === b.orgId && a.environmentId === b.environmentId

const one = <Row extends Id.Scope & { readonly id: string }>(rows: ReadonlyArray<Row>, of: Id.Scope, id: string) =>
  rows.find((row) => row.id === id && sameScope(row, of))

const kept = (endpoints: ReadonlyArray<Endpoint.Endpoint>, of: Id.Scope) =>
  endpoints.filter((endpoint) => sameScope(endpoint, of) && endpoint.deletedAt === undefined)

const payloadOf = (event: Event.Event) => JSON.parse(event.payload)

describe("In the model, whatever happens", () => {
  it("each delivery, its attempts, its endpoint, its event, the payload and the run it tells of are of one environment", () =>
    always((moments) => {
      const { after } = moments.at(-1)!
      for (const { item } of after.deliveries) {
        expect(one(after.endpoints, item, item.endpointId)).toBeDefined()
        const { data, ...payload } = payloadOf(one(after.events, item, item.eventId)!)
        expect(payload).toMatchObject({ id: item.eventId, environment_id: item.environmentId })
        expect(data.run.environment_id).toBe(item.environmentId)
        expect(after.runs.filter((run) => sameScope(run.item, item)).map((run) => run.item.id)).toContain(
          data.run.run_id
        )
      }
      for (const attempt of after.attempts) {
        expect(after.deliveries.some(({ item }) => item.id === attempt.deliveryId && sameScope(item, attempt))).toBe(
          true
        )
      }
    }))

  it("the end of a run goes, once, to each active endpoint of its environment that subscribes, and to no other", () =>
    always((moments) => {
      for (const { after, at, before, step } of moments) {
        const made = after.deliveries.slice(before.deliveries.length).map(({ item }) => item)
        const ended =
          step._tag === "FinishRun" || step._tag === "Cancel"
            ? changes(before.runs, after.runs).map(({ is }) => is!.item)
            : []
        expect(ended.length).toBeLessThanOrEqual(1)
        const [run] = ended
        if (run === undefined) {
          expect([made, after.events.slice(before.events.length)]).toEqual([[], []])
          continue
        }
        const type = run.status === "degraded" ? "run.completed" : `run.${run.status}`
        const targets = kept(before.endpoints, run).filter(
          ({ active, events }) => active && events.some((event) => event === type)
        )
        expect(made.map(({ endpointId }) => endpointId).toSorted()).toEqual(targets.map(({ id }) => id).toSorted())
        expect(after.events.slice(before.events.length).map((event) => event.type)).toEqual(
          targets.length > 0 ? [type] : []
        )
        for (const { createdAt, dueAt, endpointId, status, url } of made) {
          const sent = {
            createdAt: at,
            dueAt: at,
            status: "pending",
            url: targets.find(({ id }) => id === endpointId)?.url
          }
          expect({ createdAt, dueAt, status, url }).toEqual(sent)
        }
      }
    }))

  it("no event, and nothing of a delivery but how it goes, ever changes, and what has ended stays as it is", () =>
    always((moments) => {
      for (const { after, before } of moments) {
        expect(changes(before.events, after.events)).toEqual([])
        for (const { is, was } of changes(before.deliveries, after.deliveries)) {
          const { dueAt: _dueAt, failures: _failures, status, ...same } = was.item
          expect(status).toBe("pending")
          expect(is?.item).toMatchObject(same)
          expect(Delivery.isTerminal(is!.item)).toBe(is?.item.endedAt !== undefined)
        }
      }
    }))

  it("an endpoint that stops has nothing pending from then on", () =>
    always((moments) => {
      for (const { after, before } of moments) {
        if (after.endpoints === before.endpoints && after.deliveries === before.deliveries) continue
        const pending = after.deliveries.filter(({ item }) => item.status === "pending")
        const stopped = pending.filter(({ item }) => one(after.endpoints, item, item.endpointId)?.active !== true)
        expect(stopped).toEqual([])
      }
    }))

  it("no environment gets more active endpoints than its org's cap, nor more than ten times that", () =>
    always((moments) => {
      for (const { after, before } of moments) {
        if (after.endpoints === before.endpoints) continue
        for (const { id, orgId } of after.environments) {
          const limit = after.orgs.find((org) => org.id === orgId)!.endpointLimit
          const counts = ({ endpoints }: Model.State) => {
            const own = kept(endpoints, { orgId, environmentId: id })
            return [own.filter(({ active }) => active).length, own.length] as const
          }
          const [active, all] = counts(after)
          const [activeBefore, allBefore] = counts(before)
          if (active > activeBefore) expect(active).toBeLessThanOrEqual(limit)
          if (all > allBefore) expect(all).toBeLessThanOrEqual(limit * 10)
        }
      }
    }))

  it("an endpoint has one to three valid secrets, one of them current; a deleted endpoint stays as it is", () =>
    always((moments) => {
      for (const { after, at, before } of moments) {
        if (after.endpoints === before.endpoints) continue
        for (const { secrets } of after.endpoints) {
          expect(secrets.filter(({ endsAt }) => endsAt === undefined).length).toBe(1)
          expect(SigningSecret.validAt(secrets, at).length).toBeLessThanOrEqual(SigningSecret.maxValid)
        }
        for (const { was } of changes(before.endpoints, after.endpoints)) expect(was.deletedAt).toBeUndefined()
      }
    }))

  it("the attempts of a delivery are numbered from 1 as they begin, and what was recorded of one stays", () =>
    always((moments) => {
      const { after } = moments.at(-1)!
      for (const { attempts, item } of after.deliveries) {
        const own = after.attempts.filter(({ deliveryId }) => deliveryId === item.id)
        expect(own.map(({ number }) => number)).toEqual(Array.from({ length: attempts }, (_, nth) => nth + 1))
        expect(item.failures).toBeLessThanOrEqual(own.filter(({ recorded }) => recorded !== undefined).length)
      }
      for (const { after, before, claim, step } of moments) {
        for (const { is, was } of changes(before.attempts, after.attempts)) {
          expect([step._tag, was.recorded, was.deliveryId]).toEqual(["Record", undefined, claim?.id])
          expect(is?.recorded?.number).toBe(was.number)
        }
      }
    }))

  it("an attempt that was reported is recorded, also where its lease was lost", () =>
    always((moments) => {
      const numbers = new Map<string, number>()
      for (const { after, claim, exit, step } of moments) {
        if (step._tag === "ClaimDeliveries") {
          const { value } = exit as Exit.Success<ReadonlyArray<ClaimedDelivery>>
          for (const { attempt, claim } of value) numbers.set(claim.token, attempt)
        }
        if (step._tag !== "Record" || claim === undefined) continue
        const number = numbers.get(claim.token)
        const reported = after.attempts.find((one) => one.deliveryId === claim.id && one.number === number)
        expect(reported?.recorded?.number).toBe(number)
      }
    }))
})
