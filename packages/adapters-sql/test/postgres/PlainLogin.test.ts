import { EnvironmentStore, OrgStore } from "@nexio/core"
import { Effect, Exit } from "effect"
import { describe, expect, it } from "vitest"
import * as OwnCluster from "./OwnCluster.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as Tenants from "./Tenants.ts"

const onCluster = OwnCluster.open()

const together = { concurrency: "unbounded" } as const

describe("A login that may do little but own its database", () => {
  it("is enough for any number of servers at once, on several databases", () =>
    onCluster((cluster) =>
      Effect.gen(function* () {
        const sql = yield* OwnCluster.admin(cluster)
        yield* sql.unsafe("create role plain login createrole")
        const databases = ["plain_1", "plain_2", "plain_3"]
        for (const name of databases) yield* sql.unsafe(`create database ${name} owner plain`)
        const starts = yield* Effect.forEach(
          databases.flatMap((name) => [name, name, name]),
          (name) => Effect.exit(OwnCluster.start(OwnCluster.urlOf(cluster, name, "plain"))),
          together
        )
        expect(starts.filter(Exit.isFailure)).toEqual([])
        yield* Effect.gen(function* () {
          const [one, another] = yield* Tenants.make(2)
          expect(yield* OrgStore.use((orgs) => orgs.find(one!.orgId))).toMatchObject({ id: one!.orgId })
          const elsewhere = EnvironmentStore.use((environments) => environments.byId(one!.orgId, another!.dev.id))
          expect(yield* elsewhere).toBe(undefined)
        }).pipe(Effect.provide(PostgresServer.layer(OwnCluster.urlOf(cluster, "plain_1", "plain"))))
      })
    ))
})
