import type { Reporter, TestState } from "vitest/node"

/**
 * Ends a run with one plain line, `N passed, N failed`, for whoever reads only that; `, N skipped` follows where there
 * are any. A file that does not load and an error outside of any test count as failed, so that a red run never says
 * `0 failed`. A run in which no test passed or failed is a failed run.
 */
export const closingLine: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: TestState) => tests.filter((test) => test.result().state === state).length
    const passed = count("passed")
    const skipped = count("skipped")
    const unloaded = modules.filter((module) => module.errors().length > 0).length
    const failed = count("failed") + unloaded + unhandledErrors.length
    if (passed + failed === 0) process.exitCode = 1
    process.on("exit", () =>
      console.log(`${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`)
    )
  }
}
