import { Effect } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import * as Backlogged from "./Backlogged.ts"
import { onDatabase } from "./Installation.ts"
import { runs } from "./runs.ts"

it("is what is due and nobody holds, of orgs that are not suspended, counted as far as is asked", () =>
  fc.assert(
    fc.asyncProperty(Backlogged.backlogs, (backlogs) =>
      onDatabase(() =>
        Effect.map(Backlogged.read(backlogs), ({ expected, found }) => {
          expect(found).toEqual(expected)
        })
      )
    ),
    runs
  ))
