/** Requests that are right. */
import { expect } from "vitest"
import type { Asked } from "../Connection.ts"
import { fresh, freshBody, freshThings } from "../Fresh.ts"
import type { Operation, Things } from "../Operations.ts"
import { rightRequest } from "../Requests.ts"
import { newToken, signIn } from "../World.ts"
import type { Play, Scene } from "./Scene.ts"

/** What can be changed of a right request. */
export interface Change {
  readonly things?: Things
  readonly body?: object
  readonly key?: string
  /** About things that no other case is about. */
  readonly isNew?: boolean
}

const newThingsOf = async ({ world }: Scene): Promise<Things> => {
  const slug = fresh()
  expect((await world.live.client("POST", "/api/v1/environments", { slug })).status).toBe(201)
  return { ...(await freshThings(world)), environments: slug }
}

/** What begins or ends a session is asked with one that nobody else uses. */
const ofSession = async (
  { witness, world }: Scene,
  { id }: Operation
): Promise<{ readonly headers?: Record<string, string>; readonly body?: object }> => {
  const email = "owner@example.com"
  if (id === "signIn") return { body: { token: await newToken(witness, world.id, email) } }
  if (id !== "chooseOrg" && id !== "signOut") return {}
  return { headers: { cookie: await signIn(witness, world.id, email) }, body: { org_id: world.id } }
}

/** A right request of the org's first key, or the operator. What changes something asks for new things. */
export const right = async (
  scene: Scene,
  operation: Operation,
  { body, isNew, key, things }: Change = {}
): Promise<Asked> => {
  const { witness, world } = scene
  const own = key === undefined ? await ofSession(scene, operation) : {}
  const about = { ...(isNew === true ? await newThingsOf(scene) : scene.things), ...things }
  const named = witness.document.components.schemas
  const { headers, ...asked } = rightRequest(operation, named, about, key ?? world.live.key)
  return {
    ...asked,
    headers: { ...headers, ...own.headers },
    body: operation.body && JSON.stringify({ ...freshBody(operation, named, about), ...own.body, ...body })
  }
}

/** Asks rightly but for this. */
export const but =
  (change: (scene: Scene) => Change | Promise<Change>): Play =>
  async (scene, operation) =>
    scene.witness.send(await right(scene, operation, await change(scene)))

/** Asks rightly. */
export const rightly: Play = but(() => ({ isNew: true }))
