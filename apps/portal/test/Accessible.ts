/** What axe finds on a page that keeps somebody from using it. */
import axe from "axe-core"
import type { Page } from "playwright-core"

/** Each as its rule and the elements that break it; of one rule alone, where one is named. */
export const faultsOf = async (page: Page, rule?: string): Promise<ReadonlyArray<string>> => {
  // The security policy lets no script in by an element, but what a debugger evaluates.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source)
  return page.evaluate(async (rule) => {
    const axe = (globalThis as unknown as { axe: typeof import("axe-core") }).axe
    const { violations } = await axe.run(document, {
      resultTypes: ["violations"],
      ...(rule === undefined ? {} : { runOnly: [rule] })
    })
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`)
  }, rule)
}
