import { Authentication, type Environment, type Id, Slug, Tenancy } from "@nexio/core"
import { Effect, type Exit, Redacted } from "effect"
import { describe, expect, it } from "vitest"
import type { Model } from "../src/model/index.ts"
import { always, changes } from "./model/Always.ts"
import { at } from "./model/At.ts"
import { succeeded } from "./model/World.ts"

const activeOf = (state: Model.State, orgId: Id.OrgId): ReadonlyArray<Environment.Environment> =>
  state.environments.filter((one) => one.orgId === orgId && one.deletedAt === undefined)

/** What of an environment works, waits or is sent. */
const alive = (state: Model.State, { id, orgId }: Environment.Environment): ReadonlyArray<unknown> => {
  const belongs = (one: Id.Scope) => one.orgId === orgId && one.environmentId === id
  return [
    ...state.endpoints.filter((one) => belongs(one) && one.active),
    ...state.deliveries.filter(({ item }) => belongs(item) && item.status === "pending"),
    ...state.runs.filter(({ item }) => belongs(item) && item.status === "queued")
  ]
}

describe("In the model, whatever happens", () => {
  it("each org has exactly one live environment, made with it and never deleted", () =>
    always((moments) => {
      for (const { after, before } of moments) {
        if (after.environments === before.environments) continue
        for (const org of after.orgs) {
          const live = after.environments.filter(({ kind, orgId }) => orgId === org.id && kind === "live")
          expect(live).toMatchObject([{ slug: "live", createdAt: org.createdAt }])
          expect(live[0]).not.toHaveProperty("deletedAt")
        }
      }
    }))

  it("no org gets more environments than its cap; a lower cap keeps what exists", () =>
    always((moments) => {
      for (const { after, before, step } of moments) {
        for (const org of after.orgs) {
          const used = (state: Model.State) => Tenancy.used({ org, environments: activeOf(state, org.id) })
          if (used(after) > used(before)) expect(used(after)).toBeLessThanOrEqual(org.environmentLimit)
          if (step._tag === "Limit") expect(used(after)).toBe(used(before))
        }
      }
    }))

  it("slugs are unique among the active environments of an org, and those that were given are not reserved", () =>
    always((moments) => {
      for (const { after, before } of moments) {
        if (after.environments === before.environments) continue
        for (const org of after.orgs) {
          const slugs = activeOf(after, org.id).map(({ slug }) => slug)
          expect(new Set(slugs).size).toBe(slugs.length)
        }
        for (const { kind, slug } of after.environments) {
          expect(slug).toMatch(/^[a-z0-9_]{1,16}$/)
          if (kind === "environment") expect(Slug.reserved).not.toContain(slug)
        }
      }
    }))

  it("an environment keeps its id, org, slug and kind, and a deletion is for good", () =>
    always((moments) => {
      for (const { after, before } of moments) {
        for (const { is, was } of changes(before.environments, after.environments)) {
          const { deletedAt, description: _description, ...permanent } = was
          expect(is).toMatchObject(permanent)
          expect(deletedAt).toBeUndefined()
        }
      }
    }))

  it("a deletion stops at once all that belongs to the environment, as how and when it says, and nothing else", () =>
    always((moments) => {
      for (const { after, at, before, step } of moments) {
        if (step._tag !== "DeleteEnvironment" || after === before) continue
        const ended = changes(before.environments, after.environments)
        const gone = ended[0]!.was
        expect(ended).toEqual([{ was: gone, is: { ...gone, deletedAt: at } }])
        expect(activeOf(after, gone.orgId)).toEqual(activeOf(before, gone.orgId).filter((one) => one !== gone))
        expect(alive(after, gone)).toEqual([])
        for (const { is, was } of changes(before.runs, after.runs)) {
          expect([was.item.environmentId, was.item.status]).toEqual([gone.id, "queued"])
          expect(is?.item).toEqual({ ...was.item, status: "failed", error: "environment_deleted", completedAt: at })
        }
        for (const { is, was } of changes(before.deliveries, after.deliveries)) {
          const { dueAt: _dueAt, ...rest } = was.item
          expect([rest.environmentId, rest.status]).toEqual([gone.id, "pending"])
          expect(is?.item).toEqual({ ...rest, status: "cancelled", endedAt: at })
        }
        for (const { is, was } of changes(before.endpoints, after.endpoints)) {
          expect([was.environmentId, was.active]).toEqual([gone.id, true])
          expect(is).toEqual({ ...was, active: false, updatedAt: at })
        }
      }
    }))

  it("nothing of a deleted environment is ever queued, pending or active again", () =>
    always((moments) => {
      const { after } = moments.at(-1)!
      for (const gone of after.environments.filter(({ deletedAt }) => deletedAt !== undefined)) {
        expect(alive(after, gone)).toEqual([])
      }
    }))

  it("a key is made only for an active environment of its org", () =>
    always((moments) => {
      for (const { after, before } of moments) {
        for (const { key } of after.keys.slice(before.keys.length)) {
          const of = after.environments.filter(({ id, orgId }) => id === key.environmentId && orgId === key.orgId)
          expect(of).toMatchObject([{ slug: key.environment }])
          expect(of[0]).not.toHaveProperty("deletedAt")
        }
      }
    }))

  it("a key works as long as nobody revoked it, its environment is active and its org not suspended", () =>
    always((moments) =>
      Effect.gen(function* () {
        const { verify } = yield* Authentication
        const { after, at: now } = moments.at(-1)!
        const suspended = new Map<string, boolean>()
        const stopped = new Set<string>()
        const texts: Array<Redacted.Redacted> = []
        for (const { exit, step, target } of moments.filter(succeeded)) {
          if (step._tag === "Suspend") suspended.set(target!, step.suspended)
          if (step._tag === "Revoke" || step._tag === "DeleteEnvironment") stopped.add(target!)
          if (step._tag === "Found" || step._tag === "Mint") {
            texts.push((exit as Exit.Success<{ readonly key: Redacted.Redacted }>).value.key)
          }
        }
        expect(after.keys.length).toBe(texts.length)
        for (const [nth, text] of texts.entries()) {
          const { environment, environmentId, id, orgId } = after.keys[nth]!.key
          expect(Redacted.value(text).startsWith(`nx_${environment}_`)).toBe(true)
          const verified = yield* Effect.result(at(now)(verify(text)))
          const refusal = stopped.has(id) || stopped.has(environmentId) ? "Unauthorized" : "OrgSuspended"
          expect(verified).toMatchObject(
            refusal === "Unauthorized" || suspended.get(orgId) === true
              ? { _tag: "Failure", failure: { _tag: refusal } }
              : { _tag: "Success", success: { orgId, environmentId, apiKeyId: id } }
          )
        }
      })
    ))
})
