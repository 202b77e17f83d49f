import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { blocksOf, documents, root, textOf } from "./Documentation.ts"
import { firstKey, makeFolder, type ServerProcess, startServer } from "./ServerProcess.ts"
import { operatorToken } from "./TestServer.ts"

const run = promisify(execFile)
const path = `${dirname(process.execPath)}:${process.env["PATH"]}`

/** Runs lines in the repository's folder, as somebody who reads them would; a line that fails is an error. */
const bash = async (lines: string, variables: Readonly<Record<string, string>> = {}): Promise<string> =>
  (await run("bash", ["-euo", "pipefail", "-c", lines], { cwd: root, env: { PATH: path, ...variables } })).stdout

/** What several calls answered, one after the other. */
const answersOf = (output: string) =>
  output
    .replaceAll("}{", "}\n{")
    .split("\n")
    .map((line) => JSON.parse(line))

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe("a server that was just started for the first time", () => {
  const folder = makeFolder()
  let server: ServerProcess

  beforeAll(async () => {
    server = await startServer(folder.path, { NEXIO_OPERATOR_TOKEN: operatorToken })
  })
  afterAll(async () => {
    await server.stop()
    folder[Symbol.dispose]()
  })

  /** The lines of a document, for this server. */
  const here = (lines: string): string => lines.replaceAll("http://127.0.0.1:4400", server.url)

  it("prints three curl lines that work as they stand", async () => {
    const lines = readFileSync(join(folder.path, "first-start"), "utf8").split("\n")
    const curls = lines.filter((line) => line.trim().startsWith("curl "))
    const [me, run, environment, ...others] = await Promise.all(curls.map(async (line) => JSON.parse(await bash(line))))
    expect(others).toEqual([])
    expect(me).toMatchObject({ org: { name: "My org" }, environment: { slug: "live" } })
    expect(run).toEqual({ run_id: expect.any(String), status: "queued" })
    expect(environment).toMatchObject({ slug: "staging", kind: "environment" })
    await bash(curls[0]!.replace("/api/v1/me", "/api/v1/environments/staging").concat(" -X DELETE -f"))
  })

  it("clones, compares and replays as docs/environments.md tells", async () => {
    const lines = here(blocksOf("docs/environments.md", "sh environments").join("\n"))
    const output = await bash(lines, { KEY: firstKey(folder.path) })
    const [made, cloned, pinned, difference, replayed] = answersOf(output)
    expect(made).toMatchObject({ slug: "preview" })
    expect(cloned).toMatchObject({ environment: { slug: "preview" }, endpoints: [] })
    expect(pinned).toMatchObject({ slug: "preview", pinned_engine_version: "1.x" })
    expect(difference).toMatchObject({ with: "live", same: false, pinned_engine_version: { here: "1.x" } })
    expect(replayed.data).toEqual([{ run_id: expect.any(String), replay_of: expect.any(String) }])
  })

  it("makes an endpoint as docs/webhooks.md tells", async () => {
    const [line, ...others] = blocksOf("docs/webhooks.md", "sh webhooks")
    expect(others).toEqual([])
    const made = JSON.parse(await bash(here(line!), { KEY: firstKey(folder.path) }))
    expect(made).toMatchObject({ environment: "live", active: true, secret: expect.stringMatching(/^whsec_/) })
    const gone = `curl -sSf -X DELETE ${server.url}/api/v1/webhooks/${made.id} -H "Authorization: Bearer $KEY"`
    await bash(gone, { KEY: firstKey(folder.path) })
  })

  it("makes an engine, a version and a run as docs/engines.md tells", async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/`
    const lines = here(blocksOf("docs/engines.md", "sh engines").join("\n")).replace("https://example.com/runs", nobody)
    const output = await bash(lines, { KEY: firstKey(folder.path) })
    const [engine, version, run] = answersOf(output)
    expect(engine).toMatchObject({ slug: "words", signing_secret: expect.stringMatching(/^whsec_/) })
    expect(version).toMatchObject({ engine: "words", version: "1.0", executor: { type: "http" } })
    expect(run).toEqual({ run_id: expect.any(String), status: "queued" })
  })

  it("reports usage and metrics as docs/reports.md tells, as JSON and as CSV", async () => {
    const output = await bash(here(blocksOf("docs/reports.md", "sh reports").join("\n")), {
      KEY: firstKey(folder.path)
    })
    const [usage, metrics, table] = output
      .replace("}bucket,", "}\nbucket,")
      .replace("}{", "}\n{")
      .split(/\n(?=[{b])/)
    expect(JSON.parse(usage!)).toMatchObject({ granularity: "day", totals: { runs_submitted: expect.any(Number) } })
    expect(JSON.parse(metrics!)).toMatchObject({ granularity: "hour", series: { length: 24 } })
    expect(table).toMatch(/^bucket,environment,.*,run_duration_ms_p99,.*\r\n(\S+,live,\S+\r\n)+/)
  })

  it("does all that the README's tour tells, as it tells it", async () => {
    const [tour, ...others] = blocksOf("README.md", "sh tour")
    expect(others).toEqual([])
    const port = await freePort()
    const output = await bash(here(tour!).replaceAll("4411", String(port)), { KEY: firstKey(folder.path) })

    const { run_id } = JSON.parse(/\{"run_id":[^}]*\}/.exec(output)![0])
    const signed = JSON.parse(/^.*signed by nexio: (.*)$/m.exec(output)![1]!)
    expect(output).not.toContain("NOT signed")
    expect(signed).toMatchObject({ type: "run.completed", environment: "dev", data: { run: { run_id } } })
    expect(signed.data.run.output).toEqual({ hello: "world" })

    const [live, usage] = output.slice(output.lastIndexOf('{"data":')).split(/(?<=\})(?=\{"from")/)
    const ofLive = JSON.parse(live!).data.map((run: { readonly environment: string }) => run.environment)
    expect(ofLive).not.toContain("dev")
    expect(JSON.stringify(JSON.parse(live!))).not.toContain(run_id)
    const dev = JSON.parse(usage!).environments.filter(
      (of: { readonly environment: string; readonly deleted?: true }) => of.environment === "dev" && !of.deleted
    )
    expect(dev).toMatchObject([{ totals: { runs_submitted: 1, runs_completed: 1, deliveries_succeeded: 1 } }])
  })

  it("does all that the document on operating it tells the operator, in its order", async () => {
    const [founding, lost, legacy, link, member, ...others] = blocksOf("docs/operate.md", "sh")
    expect(others).toEqual([])
    const operator = { NEXIO_OPERATOR_TOKEN: operatorToken }
    const org = JSON.parse(await bash(here(founding!), operator))
    expect(org).toMatchObject({ name: "Acme", live_environment: { slug: "live" } })
    expect(org.api_key).toMatch(/^nx_live_[0-9a-f]{64}$/)
    const ofOrg = { ...operator, ORG: org.id }
    const { key } = JSON.parse(await bash(here(lost!), ofOrg))
    expect(key).toMatch(/^nx_live_[0-9a-f]{64}$/)
    const file = join(folder.path, "legacy-keys.txt")
    writeFileSync(file, "nx_test_one\nnx_test_an other\n")
    await bash(here(legacy!).replace("legacy-keys.txt", file), ofOrg)
    const me = await bash(here('curl http://127.0.0.1:4400/api/v1/me -H "Authorization: Bearer nx_test_an other"'), {})
    expect(JSON.parse(me)).toMatchObject({ org: { id: org.id }, environment: { slug: "test" } })
    const { url } = JSON.parse(await bash(here(link!), ofOrg))
    expect(url).toMatch(new RegExp(`^${server.url}/.*#[0-9a-f]{64}$`))
    expect(JSON.parse(await bash(here(member!), ofOrg))).toMatchObject({ email: "grace@example.com" })
  })
})

describe("the example that embeds the core", () => {
  const [example, ...others] = blocksOf("README.md", "ts embed")
  // Below this app, so that its packages are found, and where the compiler of this repository does not look.
  const dist = join(root, "apps/server/dist")
  mkdirSync(dist, { recursive: true })
  const folder = mkdtempSync(join(dist, "embed-"))
  const file = join(folder, "embed.ts")
  writeFileSync(file, example!)
  writeFileSync(join(folder, "package.json"), '{"type":"module"}')
  afterAll(() => rmSync(folder, { recursive: true }))

  it("is one, of fewer than 30 lines", () => {
    expect(others).toEqual([])
    expect(example!.trimEnd().split("\n").length).toBeLessThan(30)
  })

  it("works as it stands", async () => {
    const { stdout } = await run(process.execPath, [file], {
      cwd: folder,
      env: { MASTER_KEY: randomBytes(32).toString("base64") }
    })
    expect(stdout).toBe('completed in dev: {"HELLO":"WORLD"}\n')
    expect(existsSync(join(folder, "tenants.db"))).toBe(true)
  })

  it("has no error of types", async () => {
    const strict = ["--strict", "--noEmit", "--skipLibCheck", "--module", "nodenext", "--target", "es2024"]
    const files = ["--allowImportingTsExtensions", "--types", "node", "--ignoreConfig", file]
    const checked = await run(join(root, "node_modules/.bin/tsc"), [...strict, ...files], {
      cwd: join(root, "apps/server"),
      env: { PATH: path }
    }).catch((failed: { readonly stdout: string }) => failed)
    expect(checked.stdout).toBe("")
  })
})

it("says of each vector what it should, by the verifiers of docs/verify-signatures.md", async () => {
  const [program, ...others] = blocksOf("docs/verify-signatures.md", "js vectors")
  expect(others).toEqual([])
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program!], { cwd: root })
  const { vectors } = JSON.parse(textOf("docs/vectors/webhook-signatures.json"))
  expect(stdout.match(/^right: /gm)?.length).toBe(2 * vectors.length)
})

describe("the documents", () => {
  it.each(documents)("%s links to files that there are", (document) => {
    const links = [...textOf(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => link!)
    expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([])
  })

  it("name scripts that there are", () => {
    const { scripts } = JSON.parse(textOf("package.json"))
    const called = [...documents.flatMap((document) => [...textOf(document).matchAll(/npx -y pnpm@12 ([a-z:-]+)/g)])]
    const listed = [...textOf("README.md").matchAll(/^\| (`[a-z:`, -]+`) \|/gm)].flatMap(([, names]) =>
      [...names!.matchAll(/`([a-z:-]+)`/g)].map(([, name]) => name!)
    )
    const folders = listed.filter((name) => existsSync(join(root, name)))
    expect(listed.length).toBeGreaterThan(folders.length)
    const names = [...called.map(([, name]) => name!), ...listed.filter((name) => !folders.includes(name))]
    expect(names.filter((name) => !(name in scripts))).toEqual([])
  })

  it("have every setting in the table", () => {
    const read = textOf("apps/server/src/Settings.ts").matchAll(/variables\["(\w+)"\]/g)
    const told = [...textOf("docs/operate.md").matchAll(/^\| (`[A-Z_`, ]+`) \|/gm)].flatMap(([, names]) =>
      names!.match(/\w+/g)
    )
    expect(told.toSorted()).toEqual([...new Set([...read].map(([, name]) => name!))].toSorted())
  })
})
