import { defineConfig } from "vitest/config"
import { closingLine } from "./vitest.closing-line.ts"

const folders = [
  "packages/core",
  "packages/testing",
  "packages/adapters-sql",
  "packages/adapters-http",
  "apps/server",
  "apps/portal"
]

/** Where tests want a PostgreSQL. */
const onPostgres = ["packages/adapters-sql", "apps/server"]

/** `--mode hunt` runs each proof at the counts that it is worth: see `pnpm hunt`. */
export default defineConfig(({ mode }) => ({
  test: {
    projects: folders.map((folder) => ({
      extends: true as const,
      test: {
        name: folder,
        include: [`${folder}/test/**/*.test.ts`],
        globalSetup: [
          ...(onPostgres.includes(folder) ? ["./vitest.postgres.ts"] : []),
          ...(folder === "apps/portal" ? ["./apps/portal/test/Shared.ts"] : [])
        ]
      }
    })),
    env: mode === "hunt" ? { NEXIO_HUNT: "1" } : {},
    // Many times what a test takes, since other work on the machine is no fault of its own.
    testTimeout: mode === "hunt" ? 1_800_000 : 180_000,
    hookTimeout: 180_000,
    // More than there are cores: servers, databases and browsers of their own are waited for.
    maxWorkers: 4,
    // With modules of its own for each file, Effect is loaded anew each time and the run takes four times as long.
    isolate: false,
    reporters: ["dot", closingLine]
  }
}))
