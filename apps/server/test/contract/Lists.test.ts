import fc from "fast-check"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { expectRefusal } from "./Flat.ts"
import { asking, collectionsOf, type Operation } from "./Operations.ts"
import { rightRequest } from "./Requests.ts"
import { runs } from "./runs.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { newMember, rest, settle, type World } from "./World.ts"

type Item = Answer["body"]

let witness: Witness
let world: World
let other: World
/** How many of everything there are, at least. */
const many = 21

beforeAll(async () => {
  witness = await startWitnessed()
  world = await settle(witness, { endpoint_limit: 100 })
  other = await settle(witness)
  const { client } = world.live
  const webhook = { url: "https://example.com/hook", events: ["run.failed"], active: false }
  for (let nth = 0; nth < many; nth += 1) {
    await client("POST", "/api/v1/runs", { input: { nth } })
    await client("POST", "/api/v1/webhooks", webhook)
    await client("POST", "/api/v1/api-keys", { name: `${nth}`, environment_slug: "live" })
    await witness.operator("POST", "/admin/v1/orgs", { name: `${nth}` })
    await client("POST", "/api/v1/engines", { slug: `engine-${nth}`, label: "An engine", engine_type: "planner" })
    await newMember(client, world.live.key)
  }
  await rest(witness)
})

afterAll(() => witness.end())

/** The operations that take a cursor, and list what can be listed with nothing more. */
const lists = () =>
  witness.operations.filter(
    (operation) => operation.query.some(({ name }) => name === "cursor") && collectionsOf(operation).length === 0
  )

const read = async (operation: Operation, query: Record<string, string>, key = world.live.key) => {
  const right = rightRequest(operation, witness.document.components.schemas, world.live.things, key)
  return await witness.send({ ...right, path: asking(right.path, String(new URLSearchParams(query))) })
}

/** What a list is ordered by. Entries of the audit log have numbers; as many digits each, they compare like ids. */
const idOf = (item: Item): string => item.run_id ?? item.id ?? positionOf(String(item.number))

const positionOf = (text: string): string => (/^\d+$/.test(text) ? text.padStart(9, "0") : text)

/** Everything, a page at a time; fails where the last page says that there is more, or another does not. */
const readAll = async (operation: Operation, query: Record<string, string>, limit: number) => {
  const pages: Array<ReadonlyArray<Item>> = []
  for (let cursor: string | undefined; ; ) {
    const { body } = await read(operation, { ...query, limit: `${limit}`, ...(cursor === undefined ? {} : { cursor }) })
    pages.push(body.data)
    cursor = body.next_cursor
    if (cursor === undefined) break
    expect(body.data.length, operation.id).toBe(limit)
  }
  return pages.flat()
}

it("always gives everything once, newest first, whatever the size of a page", async () => {
  expect(lists().length).toBeGreaterThan(3)
  for (const operation of lists()) {
    const whole = (await read(operation, { limit: "100" })).body
    expect(whole.data.length, operation.id).toBeGreaterThanOrEqual(many)
    expect(whole, operation.id).not.toHaveProperty("next_cursor")
    const ids: ReadonlyArray<string> = whole.data.map(idOf)
    expect(ids, operation.id).toEqual([...new Set(ids)].toSorted().toReversed())
    const created = whole.data.map((item: Item) => item.created_at)
    expect(created, operation.id).toEqual(created.toSorted().toReversed())
    // A page that ends with the last item is the last one.
    const limits = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constantFrom(ids.length, ids.length - 1))
    const property = fc.asyncProperty(limits, async (limit) => {
      expect((await readAll(operation, {}, limit)).map(idOf), operation.id).toEqual(ids)
    })
    await fc.assert(property, runs(8))
  }
})

it("gives 20 where no limit is said, and at most 100", async () => {
  for (const operation of lists()) {
    expect((await read(operation, {})).body.data.length, operation.id).toBe(20)
    expect((await read(operation, { limit: "1" })).body.data.length, operation.id).toBe(1)
    for (const limit of ["0", "101", "-1", "1.5", "", "x"]) {
      expectRefusal(await read(operation, { limit }), "400 invalid_request", `${operation.id} of ${limit}`)
    }
  }
})

it("takes a cursor as a position and nothing more, wherever it comes from", async () => {
  for (const operation of lists().filter(({ face }) => face === "key")) {
    const whole: ReadonlyArray<Item> = (await read(operation, { limit: "100" })).body.data
    const ids = whole.map(idOf)
    for (const from of lists()) {
      const { next_cursor } = (await read(from, { limit: "5" })).body
      const position = positionOf(Buffer.from(next_cursor, "base64url").toString())
      const answer = await read(operation, { limit: "100", cursor: next_cursor })
      if (position.length !== ids[0]!.length) {
        expectRefusal(answer, "400 invalid_request", `${operation.id} after a cursor of ${from.id}`)
        continue
      }
      const after = answer.body.data.map(idOf)
      expect(after, `${operation.id} after a cursor of ${from.id}`).toEqual(ids.filter((id: string) => id < position))
      const theirs = await read(operation, { limit: "100", cursor: next_cursor }, other.live.key)
      const mine = new Set(whole.map((item) => JSON.stringify(item)))
      expect(theirs.body.data.filter((item: Item) => mine.has(JSON.stringify(item)))).toEqual([])
    }
  }
})

it("refuses a cursor that no page had, naming it", async () => {
  const cursors = ["", "x", "null", "e30", "é", "\0", "MDE5", Buffer.from("' or 1=1 --").toString("base64url")]
  for (const operation of lists()) {
    for (const cursor of cursors) {
      const answer = await read(operation, { cursor })
      expectRefusal(answer, "400 invalid_request", `${operation.id} after ${cursor}`)
      expect(answer.body.details[0].path).toBe("cursor")
    }
  }
})

it("lists the runs from created_after on and up to created_before without it", async () => {
  const operation = lists().find(({ path }) => path === "/api/v1/runs")!
  const whole: ReadonlyArray<Item> = (await read(operation, { limit: "100" })).body.data
  const time = fc.constantFrom(...whole.map((run) => run.created_at))
  const offset = fc.constantFrom(-1, 0, 1)
  const property = fc.asyncProperty(
    time,
    offset,
    time,
    offset,
    fc.integer({ min: 1, max: 30 }),
    async (a, da, b, db, limit) => {
      const at = (text: string, delta: number) => new Date(Date.parse(text) + delta).toISOString()
      const [after, before] = [at(a, da), at(b, db)]
      const listed = await readAll(operation, { created_after: after, created_before: before }, limit)
      expect(listed).toEqual(whole.filter((run) => run.created_at >= after && run.created_at < before))
    }
  )
  await fc.assert(property, runs(30))
})

it("lists the runs of a status and of an engine, and none of a run's bodies", async () => {
  const operation = lists().find(({ path }) => path === "/api/v1/runs")!
  const whole: ReadonlyArray<Item> = (await read(operation, { limit: "100" })).body.data
  for (const status of ["queued", "processing", "completed", "degraded", "failed", "cancelled"]) {
    const listed = (await read(operation, { status, limit: "100" })).body.data
    expect(listed, status).toEqual(whole.filter((run) => run.status === status))
  }
  expect((await read(operation, { engine: "default", limit: "100" })).body.data).toEqual(whole)
  expect((await read(operation, { engine: "another" })).body).toEqual({ data: [] })
  for (const run of whole) expect(Object.keys(run)).not.toEqual(expect.arrayContaining(["input"]))
  const bodies = ["input", "offerings", "output", "solutions"]
  expect(whole.flatMap((run) => bodies.filter((field) => field in run))).toEqual([])
})
