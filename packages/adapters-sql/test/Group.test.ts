import { StorageUnavailable } from "@nexio/core"
import Database from "better-sqlite3"
import { Cause, Effect, Exit, Fiber } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Intent } from "../src/Group.ts"
import { SqliteDatabase } from "../src/index.ts"
import { inFolder, onDatabase, open, turns } from "./Installation.ts"
import { runs } from "./runs.ts"
import * as Tables from "./Tables.ts"

/** A table of numbers, each at most once, and the writes to it that a group decides. */
const numbers = Effect.map(SqliteDatabase, ({ group, writer }) => {
  writer.exec("create table if not exists numbers (number integer primary key, parent integer references numbers)")
  writer.exec("create table if not exists sums (parity integer primary key, count integer not null)")
  const insert = writer.prepare<[number]>("insert into numbers (number) values (?)")
  const sum = writer.prepare(
    "insert into sums values (?, ?) on conflict (parity) do update set count = sums.count + excluded.count"
  )
  return {
    writer,
    insert: (number: number) => insert.run(number),
    add: (parity: number) => group.add(sum, [parity], [1]),
    decide: <A, E>(intent: Intent<A, E>) => group.write(intent),
    decideHot: <A, E>(intent: Intent<A, E>) => group.writeHot(intent),
    write: (number: number) =>
      group.write(() => {
        insert.run(number)
        return Exit.succeed(number)
      })
  }
})

const written = (path: string) =>
  Tables.read(path, "select number from numbers order by number").map((row) => row["number"])

const upTo = (count: number) => Array.from({ length: count }, (_, nth) => nth)

const together = { concurrency: "unbounded" } as const

const told = <A>(exit: Exit.Exit<A, unknown>) =>
  Exit.isSuccess(exit)
    ? { wrote: exit.value }
    : { [Cause.hasDies(exit.cause) ? "died" : "failed"]: Cause.squash(exit.cause) }

const unavailable = { failed: expect.any(StorageUnavailable) }

describe("A write", () => {
  it("shares its transaction with all that wait beside it, up to a thousand", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const { write, writer } = yield* numbers
        for (const [count, transactions] of [
          [1, 1],
          [100, 1],
          [1_000, 1],
          [2_001, 3]
        ] as const) {
          writer.exec("delete from numbers")
          const before = Tables.commits(path)
          yield* Effect.forEach(upTo(count), write, together)
          expect(Tables.commits(path) - before, `${count} writes`).toBe(transactions)
          expect(written(path)).toEqual(upTo(count))
        }
      })
    ))

  it("is heard of only once it is committed, by another connection too", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const { write } = yield* numbers
        const seen = yield* Effect.forEach(
          upTo(40),
          (number) => Effect.map(write(number), () => written(path).includes(number)),
          together
        )
        expect(seen).toEqual(upTo(40).map(() => true))
      })
    ))

  it("that fails undoes what it wrote and added itself, is told its own failure, and nothing else of its group is", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            kind: fc.constantFrom("writes", "refuses", "conflicts", "throws", "dies"),
            hot: fc.boolean(),
            parity: fc.nat({ max: 1 })
          }),
          { minLength: 1, maxLength: 60 }
        ),
        (intents) =>
          onDatabase((path) =>
            Effect.gen(function* () {
              const { add, decide, decideHot, insert } = yield* numbers
              const before = Tables.commits(path)
              const exits = yield* Effect.forEach(
                intents,
                ({ hot, kind, parity }, number) =>
                  Effect.exit(
                    (hot ? decideHot : decide)(() => {
                      // What is hot refuses before it writes.
                      if (hot && kind === "refuses") return Exit.fail(`refused ${number}`)
                      insert(number)
                      add(parity)
                      insert(1_000 + number)
                      switch (kind) {
                        case "writes":
                          return Exit.succeed(number)
                        case "refuses":
                          return Exit.fail(`refused ${number}`)
                        case "conflicts":
                          insert(number)
                          return Exit.succeed(-1)
                        case "throws":
                          throw new TypeError(`thrown ${number}`)
                        case "dies":
                          if (hot) throw `defect ${number}`
                          return Exit.die(`defect ${number}`)
                      }
                    })
                  ),
                together
              )
              const expected = {
                writes: (number: number) => ({ wrote: number }),
                refuses: (number: number) => ({ failed: `refused ${number}` }),
                conflicts: () => unavailable,
                throws: (number: number) => ({ died: new TypeError(`thrown ${number}`) }),
                dies: (number: number) => ({ died: `defect ${number}` })
              }
              expect(exits.map(told)).toEqual(intents.map(({ kind }, number) => expected[kind](number)))
              const stand = upTo(intents.length).filter((number) => intents[number]!.kind === "writes")
              expect(written(path)).toEqual([...stand, ...stand.map((number) => 1_000 + number)])
              const ofParity = Map.groupBy(stand, (number) => intents[number]!.parity)
              expect(Tables.read(path, "select parity, count from sums order by parity")).toEqual(
                [0, 1]
                  .filter((parity) => ofParity.has(parity))
                  .map((parity) => ({ parity, count: ofParity.get(parity)!.length }))
              )
              expect(Tables.commits(path) - before).toBeLessThanOrEqual(1)
            })
          )
      ),
      runs
    ))

  it("whose caller stops waiting is decided all the same", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const { write } = yield* numbers
        const callers = yield* Effect.forEach(upTo(10), (number) =>
          Effect.forkChild(write(number), { startImmediately: true })
        )
        yield* Effect.forEach([0, 3, 9], (nth) => Fiber.interrupt(callers[nth]!))
        expect(written(path)).toEqual([])
        yield* turns(2)
        expect(written(path)).toEqual(upTo(10))
      })
    ))

  it("that waits when the database closes is decided first", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        yield* open(path)(
          Effect.gen(function* () {
            const { write } = yield* numbers
            yield* Effect.forEach(upTo(5), (number) => Effect.forkDetach(write(number), { startImmediately: true }))
          })
        )
        expect(written(path)).toEqual(upTo(5))
      })
    ))
})

describe("A group", () => {
  it("whose commit is refused tells all of it so, writes nothing, and the next one is as ever", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const { decide, write, writer } = yield* numbers
        const orphan = decide(() => {
          // Checked at the commit, so that each statement of the group passes.
          writer.pragma("defer_foreign_keys = on")
          writer.exec("insert into numbers values (1000, 1001)")
          return Exit.succeed(1000)
        })
        const exits = yield* Effect.forEach([write(1), orphan, write(2)], Effect.exit, together)
        expect(exits.map(told)).toEqual([unavailable, unavailable, unavailable])
        expect(written(path)).toEqual([])
        yield* Effect.forEach(upTo(3), write, together)
        expect(written(path)).toEqual(upTo(3))
      })
    ))

  it("whose transaction SQLite gives up tells all of it so, decides no further, and the next one is as ever", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const { decide, write, writer } = yield* numbers
        yield* write(0)
        const gaveUp = decide(() => {
          writer.exec("insert or rollback into numbers (number) values (0)")
          return Exit.succeed(0)
        })
        const exits = yield* Effect.forEach([write(1), gaveUp, write(2)], Effect.exit, together)
        expect(exits.map(told)).toEqual([unavailable, unavailable, unavailable])
        expect(written(path)).toEqual([0])
        yield* Effect.forEach([1, 2], write, together)
        expect(written(path)).toEqual(upTo(3))
      })
    ))

  it("that cannot begin, since another program writes, tells all of it so, and the next one is as ever", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const { write, writer } = yield* numbers
        writer.pragma("busy_timeout = 1")
        const other = new Database(path)
        other.exec("begin immediate")
        const exits = yield* Effect.forEach([1, 2].map(write), Effect.exit, together)
        other.close()
        expect(exits.map(told)).toEqual([unavailable, unavailable])
        expect(written(path)).toEqual([])
        yield* write(0)
        expect(written(path)).toEqual([0])
      })
    ))

  it("on a full disk keeps exactly what it says it kept, and takes the rest once there is room", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 40 }),
        (sizes, pages) =>
          onDatabase((path) =>
            Effect.gen(function* () {
              const { decide, writer } = yield* numbers
              writer.exec("create table texts (number integer primary key, text text not null)")
              const insert = writer.prepare<[number, string]>("insert into texts values (?, ?)")
              const write = (number: number) =>
                decide(() => {
                  insert.run(number, "x".repeat(sizes[number] ?? 0))
                  return Exit.succeed(number)
                })
              const kept = () =>
                Tables.read(path, "select number from texts order by number").map((row) => row["number"])
              const size = Number(writer.pragma("page_count", { simple: true }))
              writer.pragma(`max_page_count = ${size + pages}`)
              const exits = yield* Effect.forEach(upTo(sizes.length).map(write), Effect.exit, together)
              const stand = upTo(sizes.length).filter((nth) => Exit.isSuccess(exits[nth]!))
              const lost = upTo(sizes.length).filter((nth) => !stand.includes(nth))
              expect(kept()).toEqual(stand)
              for (const nth of lost) expect(told(exits[nth]!)).toEqual(unavailable)
              writer.pragma("max_page_count = 1000000")
              yield* Effect.forEach(lost, write, together)
              expect(kept()).toEqual(upTo(sizes.length))
            })
          )
      ),
      runs
    ))
})
