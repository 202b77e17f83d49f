import { defineConfig } from "vitest/config"

/** `--mode hunt` runs each proof at the counts that it is worth: see `pnpm hunt`. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts"],
    env: mode === "hunt" ? { NEXIO_HUNT: "1" } : {},
    testTimeout: mode === "hunt" ? 1_800_000 : 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: ["default"]
  }
}))
