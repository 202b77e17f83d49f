/** A real PostgreSQL for tests. */
export { type ClusterOptions, fast, PostgresCluster } from "./PostgresCluster.ts"
