import type { Reporter } from "vitest/node"

/**
 * Ends a run with one plain line, `N passed, N failed`, for whoever reads only that. A file that does not load and an
 * error outside of any test count as failed, so that a red run never says `0 failed`.
 */
export const closingLine: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const passed = tests.filter((test) => test.result().state === "passed").length
    const failed = tests.filter((test) => test.result().state === "failed").length
    const unloaded = modules.filter((module) => module.errors().length > 0).length
    process.on("exit", () => console.log(`${passed} passed, ${failed + unloaded + unhandledErrors.length} failed`))
  }
}
