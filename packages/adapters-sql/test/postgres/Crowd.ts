/** Some thousand rows in every table, of orgs that a test has nothing to do with. */
import type { PgClient } from "@effect/sql-pg"
import { Effect } from "effect"
import * as UsageRows from "../../src/UsageRows.ts"

const orgs = 500
const each = 12

const id = (what: string, ...of: ReadonlyArray<string>) => `md5(concat_ws(' ', '${what}', ${of.join(", ")}))::uuid`

const of = `${id("org", "o")}, ${id("environment", "o")}`
const everyOrg = `generate_series(1, ${orgs}) o`
const everyOne = `${everyOrg}, generate_series(1, ${each}) n`

const rows: Readonly<Record<string, string>> = {
  "orgs (id, name, environment_limit, endpoint_limit, created_at)": `${id("org", "o")}, 'Acme', 5, 10, o from ${everyOrg}`,
  "environments (org_id, id, slug, kind, created_at)": `${of}, 'live', 'live', o from ${everyOrg}`,
  "engines (org_id, id, slug, label, engine_type, releases, secrets, created_at)": `${id("org", "o")}, ${id("engine", "o", "n")}, 'engine-' || n, 'An engine', 'a type', '[0]', '[]', n from ${everyOne}`,
  "engine_versions (org_id, engine, version, id, changelog, executor, created_at)": `${id("org", "o")}, 'engine-' || n, '1.0', ${id("version", "o", "n")}, 'The first', '{}', n from ${everyOne}`,
  "api_keys (org_id, environment_id, id, hash, environment, kind, name, key_prefix, permissions, created_at)": `${of}, ${id("key", "o", "n")}, repeat(md5(concat_ws(' ', o, n)), 2), 'live', 'live', 'A key', 'nx_live_0000', '[]', n from ${everyOne}`,
  "members (org_id, id, email, permissions, created_at)": `${id("org", "o")}, ${id("member", "o", "n")}, concat(n, '@example.com'), '[]', n from ${everyOne}`,
  "sign_in_links (org_id, hash, member_id, created_at, expires_at)": `${id("org", "o")}, repeat(md5(concat_ws(' ', 'link', o, n)), 2), ${id("member", "o", "n")}, n, n from ${everyOne}`,
  "sessions (org_id, hash, member_id, created_at, used_at)": `${id("org", "o")}, repeat(md5(concat_ws(' ', 'session', o, n)), 2), ${id("member", "o", "n")}, n, n from ${everyOne}`,
  "runs (org_id, environment_id, id, environment, engine, release, status, created_at, input, completed_at)": `${of}, ${id("run", "o", "n")}, 'live', 'default', '1.0', 'completed', n, '{}', n from ${everyOne}`,
  "endpoints (org_id, environment_id, id, environment, url, events, active, secrets, created_at, updated_at)": `${of}, ${id("endpoint", "o", "n")}, 'live', 'https://example.com', '[]', true, '[]', n, n from ${everyOne}`,
  "endpoint_orders (org_id, environment_id, endpoint_id, last_event_at)": `${of}, ${id("endpoint", "o", "n")}, n from ${everyOne}`,
  "endpoint_paces (org_id, environment_id, endpoint_id, next_at)": `${of}, ${id("endpoint", "o", "n")}, n from ${everyOne}`,
  "events (org_id, environment_id, id, type, run_id, payload, created_at)": `${of}, ${id("event", "o", "n")}::text, 'run.completed', ${id("run", "o", "n")}, '{}', n from ${everyOne}`,
  "deliveries (org_id, environment_id, id, endpoint_id, event_id, url, status, failures, created_at, ended_at)": `${of}, ${id("delivery", "o", "n")}, ${id("endpoint", "o", "n")}, ${id("event", "o", "n")}::text, 'https://example.com', 'succeeded', 0, n, n from ${everyOne}`,
  "attempts (org_id, environment_id, delivery_id, number, started_at)": `${of}, ${id("delivery", "o", "n")}, 1, n from ${everyOne}`,
  [`usage (org_id, environment_id, hour, ${UsageRows.columns.join(", ")})`]: `${of}, n * 3600000, ${UsageRows.columns.map(() => "1").join(", ")} from ${everyOne}`,
  "histograms (org_id, environment_id, hour, measure, bin, count)": `${of}, 0, 'run_duration', n, 1 from ${everyOne}`,
  "rate_limits (org_id, minute, total, non_live)": `${id("org", "o")}, 0, 0, 0 from ${everyOrg}`,
  "remembered (org_id, scope, key, fingerprint, answer, expires_at)": `${id("org", "o")}, 'here', n::text, '', '', n from ${everyOne}`
}

/** Writes them, and lets the planner look at all tables. */
export const fill = (admin: PgClient.PgClient) =>
  Effect.gen(function* () {
    for (const [table, values] of Object.entries(rows))
      yield* admin.unsafe(`insert into nexio.${table} select ${values}`)
    yield* admin`analyze`
  })
