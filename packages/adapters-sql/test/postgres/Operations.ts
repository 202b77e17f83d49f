/**
 * Each kind of what a server does on the database, with what it comes to late: a lock there stops it in
 * mid-transaction. In this order they all succeed, one after another.
 */
import {
  ApiKeyStore,
  Endpoint,
  Engine,
  EngineStore,
  EngineVersion,
  EnvironmentStore,
  Hash,
  Id,
  Member,
  MemberStore,
  MetricsStore,
  Org,
  OrgStore,
  RunStore,
  SessionStore,
  SignInLink,
  Tenancy,
  UsageStore,
  WebhookStore
} from "@nexio/core"
import { Effect } from "effect"
import type * as Locks from "./Locks.ts"
import type { Served } from "./PostgresServer.ts"
import * as Tenants from "./Tenants.ts"

const { now, origin, until } = Tenants

export interface Operation {
  /** What it comes to late. */
  readonly waitsFor: readonly [table: string, as?: Locks.Against]
  readonly perform: (tenant: Tenants.Tenant) => Effect.Effect<unknown, { readonly _tag: string }, Served>
}

const hash = Hash.make("7".repeat(64))

const again = { scope: "elsewhere" }

export const operations: Readonly<Record<string, Operation>> = {
  "recording an attempt": {
    waitsFor: ["usage", "changes"],
    perform: ({ claimedDelivery }) =>
      WebhookStore.use((webhooks) => webhooks.record(claimedDelivery.claim, Tenants.attempted(claimedDelivery)))
  },
  "holding deliveries for longer": {
    waitsFor: ["deliveries"],
    perform: ({ claimedDelivery }) => WebhookStore.use((webhooks) => webhooks.renew([claimedDelivery.claim], until + 1))
  },
  "claiming deliveries": {
    waitsFor: ["attempts"],
    perform: () => WebhookStore.use((webhooks) => webhooks.claimDue({ at: until, until: until + 1, limit: 10 }))
  },
  "holding runs for longer": {
    waitsFor: ["runs"],
    perform: ({ claimedRun }) => RunStore.use((runs) => runs.renew([claimedRun.claim], until + 1))
  },
  "finishing a run": {
    waitsFor: ["usage", "changes"],
    perform: ({ claimedRun }) =>
      Effect.flatMap(Tenants.ended(claimedRun), (end) => RunStore.use((runs) => runs.finish(claimedRun.claim, end)))
  },
  "claiming runs": {
    waitsFor: ["runs"],
    perform: () => RunStore.use((runs) => runs.claim({ at: now, until, limit: 10 }))
  },
  "changing an org": {
    waitsFor: ["api_keys"],
    perform: ({ orgId }) =>
      OrgStore.use((orgs) => orgs.change(orgId, (org) => Org.change(org, { name: "New" }, origin)))
  },
  "revoking a key": {
    waitsFor: ["api_keys"],
    perform: ({ apiKey, orgId }) => ApiKeyStore.use((keys) => keys.revoke(orgId, apiKey.id, origin))
  },
  "reading a run": {
    waitsFor: ["runs"],
    perform: ({ queued }) => RunStore.use((runs) => runs.find(queued, queued.id))
  },
  "releasing a version": {
    waitsFor: ["engine_versions", "writers"],
    perform: ({ orgId }) =>
      Effect.flatMap(Id.Ids, (ids) =>
        EngineStore.use((engines) => {
          const released = { changelog: "Next", executor: EngineVersion.echo, breaking: false }
          const id = ids.next<Id.EngineVersionId>(now)
          return engines.change(orgId, Engine.defaultEngine, (found) =>
            Engine.release(found, Engine.defaultEngine, released, id, origin)
          )
        })
      )
  },
  "listing engines": {
    waitsFor: ["engines"],
    perform: ({ orgId }) => EngineStore.use((engines) => engines.list(orgId, { limit: 1 }))
  },
  "listing versions": {
    waitsFor: ["engine_versions"],
    perform: ({ orgId }) => EngineStore.use((engines) => engines.versions(orgId, Engine.defaultEngine, { limit: 1 }))
  },
  "listing keys": {
    waitsFor: ["api_keys"],
    perform: ({ orgId }) => ApiKeyStore.use((keys) => keys.list(orgId, "all", { limit: 1 }))
  },
  "listing members": {
    waitsFor: ["members"],
    perform: ({ orgId }) => MemberStore.use((members) => members.list(orgId, { limit: 1 }))
  },
  "reading a member": {
    waitsFor: ["members"],
    perform: ({ member, orgId }) => MemberStore.use((members) => members.find(orgId, member.id))
  },
  "making a sign-in link": {
    waitsFor: ["sign_in_links"],
    perform: ({ member, orgId }) =>
      MemberStore.use((members) =>
        members.change(orgId, (all) => SignInLink.create(all, { ...member, hash, memberId: member.id }, origin))
      )
  },
  "spending a sign-in link": {
    waitsFor: ["sign_in_links"],
    perform: () => MemberStore.use((members) => members.spend(hash, now))
  },
  "finding a person": {
    waitsFor: ["members"],
    perform: ({ member }) => MemberStore.use((members) => members.ofPerson(member.email))
  },
  "beginning a session": {
    waitsFor: ["sessions"],
    perform: ({ session }) =>
      SessionStore.use((sessions) => sessions.begin({ ...session, hash }, Tenants.signedIn(session)))
  },
  "finding a session": {
    waitsFor: ["sessions"],
    perform: ({ session }) => SessionStore.use((sessions) => sessions.find(session.hash))
  },
  "noting the use of a session": {
    waitsFor: ["sessions"],
    perform: ({ session }) => SessionStore.use((sessions) => sessions.use(session, now + 1))
  },
  "ending a session": {
    waitsFor: ["sessions"],
    perform: ({ session }) => SessionStore.use((sessions) => sessions.end(session, Tenants.signedIn(session)))
  },
  "removing a member": {
    waitsFor: ["sign_in_links"],
    perform: ({ member, orgId }) =>
      MemberStore.use((members) => members.change(orgId, (all) => Member.remove(all, member.id, origin)))
  },
  "reading usage": {
    waitsFor: ["usage"],
    perform: ({ orgId }) =>
      UsageStore.use((usage) => usage.read(orgId, "all", { from: now, to: until, width: until - now }))
  },
  "reading metrics": {
    waitsFor: ["histograms"],
    perform: ({ orgId }) =>
      MetricsStore.use((metrics) => metrics.read(orgId, "all", { from: now, to: until, width: until - now }))
  },
  "looking a key up": {
    waitsFor: ["api_keys"],
    perform: () => ApiKeyStore.use((keys) => keys.find(Hash.make("0".repeat(64))))
  },
  "counting a request": {
    waitsFor: ["rate_limits", "changes"],
    perform: ({ orgId }) => Tenants.countRequest(orgId)
  },
  "submitting a run": {
    waitsFor: ["usage", "changes"],
    perform: (tenant) => Effect.flatMap(Tenants.another(tenant), (run) => RunStore.use((runs) => runs.submit(run)))
  },
  "submitting a run once": {
    waitsFor: ["usage", "changes"],
    perform: (tenant) =>
      Effect.flatMap(Tenants.another(tenant), (run) =>
        RunStore.use((runs) => runs.submit(run, { ...Tenants.remember(tenant.orgId), ...again }))
      )
  },
  "removing an endpoint": {
    waitsFor: ["deliveries"],
    perform: ({ endpoint }) =>
      WebhookStore.use((webhooks) => webhooks.change(endpoint, (among) => Endpoint.remove(among, endpoint.id, origin)))
  },
  "deleting an environment": {
    waitsFor: ["usage"],
    perform: ({ orgId }) =>
      EnvironmentStore.use((environments) =>
        environments.change(orgId, (tenancy) => Tenancy.remove(tenancy, "dev", origin))
      )
  }
}
