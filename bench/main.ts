/** Runs the measurements and prints a table: medians of five interleaved rounds, each ratio taken within its round. */
import { execFileSync } from "node:child_process"
import { cpus } from "node:os"
import { join } from "node:path"
import { authentication } from "./authentication.ts"
import { fsyncsPerSecond } from "./Disk.ts"
import * as Sample from "./Sample.ts"
import { starting } from "./start.ts"
import { submission } from "./submission.ts"

execFileSync(process.execPath, [join(import.meta.dirname, "../apps/server/bin/start.ts"), "--bundle-only"], {
  stdio: "inherit"
})

const fsyncs = fsyncsPerSecond()
const auth = await authentication()
const submit = await submission()
const started = await starting()

const percent = (sample: Sample.Sample) =>
  Sample.format({ median: sample.median * 100, least: sample.least * 100, most: sample.most * 100 }) + " %"

console.log(`
${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}, ${Math.round(fsyncs).toLocaleString("en-US")} fsyncs a second
Medians of five interleaved rounds (least – most); each ratio is taken within a round.

| work | figure | ratio | to reach |
|---|---|---|---|
| verify a key in process, SQLite, a second | ${Sample.format(auth.ours)} | | |
| bare hash and prepared look-up | ${Sample.format(auth.bare)} | ${percent(auth.ratio)} | 50 % |
| bytes written by the verifications | ${auth.bytesWritten} | | 0 |
| durable submission over HTTP, a second | ${Sample.format(submit.ours)} | | |
| bare Express, nothing stored | ${Sample.format(submit.bare)} | ${percent(submit.ofBare)} | 40 % |
| plain Express, a transaction a request | ${Sample.format(submit.plain)} | ${Sample.format(submit.ofPlain, 2)} × | 2 × |
| start to healthy, seconds | ${Sample.format(started.seconds, 2)} | | under 1 |
| resident 5 s later, MB | ${Sample.format(started.megabytes)} | | under 140 |
`)
