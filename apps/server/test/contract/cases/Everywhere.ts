/** Refusals that are provoked in the same way of every operation that lists them. */
import type { Asked } from "../Connection.ts"
import { fresh, otherOf } from "../Fresh.ts"
import { collectionsOf, permissionsOf } from "../Operations.ts"
import { nobodys } from "../World.ts"
import type { Broken } from "./BrokenStorage.ts"
import { but, right } from "./Right.ts"
import type { Play } from "./Scene.ts"

const changed =
  (change: (asked: Asked) => Asked): Play =>
  async (scene, operation) =>
    scene.witness.send(change(await right(scene, operation)))

const headed = (headers: Record<string, string>) =>
  changed((asked) => ({ ...asked, headers: { ...asked.headers, ...headers } }))

const whileBroken =
  (broken: Broken): Play =>
  async (scene, operation) => {
    const asked = await right(scene, operation)
    return scene.while(broken, () => scene.witness.send(asked))
  }

const asking = (asked: Asked, query: string): Asked => ({
  ...asked,
  path: `${asked.path}${asked.path.includes("?") ? "&" : "?"}${query}`
})

/** What is not there: in the path, or as an environment in the query; or all that is the operator's. */
const notFound: Play = async (scene, operation) => {
  if (collectionsOf(operation).length > 0) return but(() => ({ things: nobodys }))(scene, operation)
  if (operation.face === "operator") return scene.withoutOperator.send(await right(scene, operation))
  const asked = await right(scene, operation, { things: { environment: "nowhere" } })
  return scene.witness.send(asked.path.includes("environment=") ? asked : asking(asked, "environment=nowhere"))
}

const conflict: Play = async (scene, operation) => {
  const asked = await right(scene, operation, { isNew: true })
  const headers = { ...asked.headers, "idempotency-key": fresh() }
  const first = await scene.witness.send({ ...asked, headers })
  if (first.status >= 300) throw new Error(`${operation.id} is refused: ${JSON.stringify(first.body)}`)
  const body = JSON.parse(String(asked.body))
  return scene.witness.send({ ...asked, headers, body: JSON.stringify({ ...body, ...otherOf(body, scene.world) }) })
}

/** Who may not; or where anybody signed in may, a page of another origin. */
const forbidden: Play = (scene, operation) =>
  operation.face === "key" || permissionsOf(operation).length > 0
    ? but(({ powerless }) => ({ key: powerless }))(scene, operation)
    : headed({ origin: "https://elsewhere.example.com" })(scene, operation)

/** A key that is none where no 401 is answered any more. */
const tooMany: Play = async (scene, operation) => {
  const { headers, ...asked } = await right(scene, operation)
  return scene.throttled.send({ ...asked, headers: { ...headers, authorization: "Bearer nx_live_", cookie: "" } })
}

export const everywhere: Readonly<Record<string, Play>> = {
  "400 invalid_request": changed((asked) => asking(asked, "nope=1")),
  "401 unauthorized": changed(({ headers: { authorization: _, cookie: __, ...headers } = {}, ...asked }) => ({
    ...asked,
    headers
  })),
  "403 forbidden": forbidden,
  "403 org_suspended": but(({ suspended }) => ({ key: suspended.live.key })),
  "404 not_found": notFound,
  "409 idempotency_conflict": conflict,
  "413 payload_too_large": changed((asked) => ({ ...asked, body: String(asked.body).padEnd(1024 * 1024 + 1) })),
  "415 unsupported_media_type": headed({ "content-type": "text/plain" }),
  "429 rate_limited": tooMany,
  "500 internal_error": whileBroken("bug"),
  "503 auth_unavailable": whileBroken("keys"),
  "503 queue_unavailable": whileBroken("queue"),
  "503 storage_unavailable": whileBroken("storage")
}
