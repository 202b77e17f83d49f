/** Where the cases are played: servers, orgs, and storage that can be broken and mended. */
import { expect } from "vitest"
import type { Answer } from "../../Client.ts"
import { freshThings } from "../Fresh.ts"
import type { Operation, Things } from "../Operations.ts"
import { known } from "../Sample.ts"
import { startWitnessed, type Witness } from "../Witness.ts"
import { keyWith, settle, signIn, type World } from "../World.ts"
import * as BrokenStorage from "./BrokenStorage.ts"

export interface Scene {
  /** Nothing works on what is queued there. */
  readonly witness: Witness
  /** An org with high limits. */
  readonly world: World
  /** An org that is suspended. */
  readonly suspended: World
  /** A live key of the world that may nothing but read. */
  readonly powerless: string
  /** What any case can be about that changes nothing. */
  readonly things: Things
  /** A server without an operator. */
  readonly withoutOperator: Witness
  /** A server that answers no client address a 401. */
  readonly throttled: Witness
  /** Asks while storage is broken so. */
  readonly while: (broken: BrokenStorage.Broken, ask: () => Promise<Answer>) => Promise<Answer>
  readonly end: () => Promise<void>
}

/** How an operation is brought to an answer. */
export type Play = (scene: Scene, operation: Operation) => Promise<Answer>

export const setScene = async (): Promise<Scene> => {
  const now: BrokenStorage.State = {}
  const witness = await startWitnessed({}, { works: false, around: BrokenStorage.around(now) })
  const world = await settle(witness, { environment_limit: 1_000, endpoint_limit: 1_000 })
  // Sign-in links are for members.
  const member = { email: String(known["email"]), permissions: [] }
  expect((await witness.operator("POST", `/admin/v1/orgs/${world.id}/members`, member)).status).toBe(201)
  const suspended = await settle(witness)
  await witness.operator("PATCH", `/admin/v1/orgs/${suspended.id}`, { suspended: true })
  const withoutOperator = await startWitnessed({ NEXIO_OPERATOR_TOKEN: "" })
  const throttled = await startWitnessed({}, { unauthorizedPerMinute: 0 })
  const powerless = await keyWith(world.live.client, "live", [])
  await signIn(witness, world.id, member.email, [powerless])
  return {
    witness,
    world,
    suspended,
    powerless,
    things: await freshThings(world),
    withoutOperator,
    throttled,
    while: async (broken, ask) => {
      now.broken = broken
      try {
        return await ask()
      } finally {
        now.broken = undefined
      }
    },
    end: async () => {
      await witness.end()
      await withoutOperator.end()
      await throttled.end()
    }
  }
}
