/** What every adapter of the port to ids keeps. */
import assert from "node:assert/strict"
import { Id, Instant } from "@nexio/core"
import { Effect, Option } from "effect"
import fc from "fast-check"
import * as arbitrary from "../arbitraries/index.ts"
import { type Law, law } from "./Law.ts"
import { seldom } from "./Seldom.ts"

const mostMinted = 100_000

/** Instants as a clock gives them that also stands still and goes back. */
const instants: fc.Arbitrary<ReadonlyArray<Instant.Instant>> = fc
  .record({
    first: fc.oneof(fc.constantFrom(0, Instant.last), arbitrary.present, arbitrary.instant),
    steps: fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 200, size: "large" })
  })
  .map(({ first, steps }) => [first, ...steps.map((step) => Math.min(Instant.last, Math.max(0, first + step)))])

const schemas = [Id.OrgId, Id.EnvironmentId, Id.ApiKeyId, Id.RunId, Id.EndpointId, Id.DeliveryId]

export const laws: ReadonlyArray<Law<Id.Ids>> = [
  law({
    name: "mints ids that are ids of everything that has one",
    guards: "An id that was given out would be answered with 404, as a malformed one is.",
    given: instants,
    holds: (instants) =>
      Effect.map(Id.Ids, (ids) => {
        for (const at of instants) {
          const id = ids.next<string>(at)
          for (const schema of schemas) assert.ok(Option.isSome(Id.parse<string>(schema, id)), `${id} is no id`)
          assert.ok(Option.isSome(Id.parse(Id.EventId, `evt_${id}`)), `evt_${id} is no id`)
        }
      })
  }),
  law({
    name: "mints an id of the instant that was asked for, also where instants go back",
    guards: "Lists would be in another order than the times that they show, and pages would miss or repeat rows.",
    given: instants,
    holds: (instants) =>
      Effect.map(Id.Ids, (ids) => {
        for (const at of instants) {
          const id = ids.next<string>(at)
          assert.equal(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16), at, `The instant of ${id}`)
        }
      })
  }),
  law({
    name: "mints ids between the least of their instant and the least of the next",
    guards: "A list from an instant on, or up to one, would miss or include a row at its boundary.",
    given: instants,
    holds: (instants) =>
      Effect.map(Id.Ids, (ids) => {
        for (const at of instants) {
          const id = ids.next<string>(at)
          assert.ok(Id.floorOf(at) <= id, `${id} is less than the least id of ${at}`)
          assert.ok(id < Id.floorOf(at + 1), `${id} is not less than the least id of ${at + 1}`)
        }
      })
  }),
  law({
    name: "mints the ids of one instant in order, also where other instants come between them",
    guards: "What was made in one millisecond would be listed in another order than it was made in.",
    given: instants,
    holds: (instants) =>
      Effect.map(Id.Ids, (ids) => {
        const latest = new Map<Instant.Instant, string>()
        for (const at of instants) {
          const id = ids.next<string>(at)
          const before = latest.get(at) ?? ""
          assert.ok(before < id, `${id} was minted after ${before}`)
          latest.set(at, id)
        }
      })
  }),
  seldom(
    law({
      name: "mints no id twice, and keeps their order, however many are of one instant",
      guards: "Under load, or in an import, rows would be refused for an id that is taken.",
      given: fc.record({ at: arbitrary.present, count: fc.integer({ min: mostMinted / 2, max: mostMinted }) }),
      holds: ({ at, count }) =>
        Effect.map(Id.Ids, (ids) => {
          let before = ""
          for (let nth = 1; nth <= count; nth++) {
            const id = ids.next<string>(at)
            // In order, none can be the same as an earlier one.
            assert.ok(before < id, `The id ${nth} is ${id}, after ${before}`)
            before = id
          }
        })
    })
  ),
  law({
    name: "mints no id twice over instants that come again",
    guards: "A clock that is set back would have rows refused for an id that is taken.",
    given: instants,
    holds: (instants) =>
      Effect.map(Id.Ids, (ids) => {
        const minted = [...instants, ...instants].map((at) => ids.next<string>(at))
        assert.equal(new Set(minted).size, minted.length)
      })
  })
]
