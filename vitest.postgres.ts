/** Gives tests a PostgreSQL: one of their own, or the one that `NEXIO_TEST_DATABASE_URL` names. */
import { PostgresCluster } from "@nexio/testing/postgres"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** The address of a database in which the tests may do everything; they make databases of their own beside it. */
    readonly postgres: string
  }
}

export default async (project: TestProject) => {
  const given = process.env["NEXIO_TEST_DATABASE_URL"]
  if (given !== undefined) return project.provide("postgres", given)
  const cluster = await PostgresCluster.start()
  project.provide("postgres", cluster.url("postgres"))
  return () => cluster.stop()
}
