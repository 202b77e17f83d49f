/** Refusals that each operation has a reason of its own for: by operationId, then by status and code. */
import { expect } from "vitest"
import type { Answer } from "../../Client.ts"
import { until } from "../../Until.ts"
import { fresh, hash } from "../Fresh.ts"
import { rightRequest } from "../Requests.ts"
import { startWitnessed } from "../Witness.ts"
import { cookieFor, settle } from "../World.ts"
import type { Change } from "./Right.ts"
import { but, right } from "./Right.ts"
import type { Play, Scene } from "./Scene.ts"

/** Asks again and again, for what is refused once there is too much. */
const repeated =
  (times: number, change: (scene: Scene) => Promise<Change>): Play =>
  async (scene, operation) => {
    const made = await change(scene)
    const asked = await right(scene, operation, { isNew: true, ...made })
    for (let nth = 0; nth < times; nth += 1) {
      const answer = await scene.witness.send(asked)
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    }
    return scene.witness.send(asked)
  }

/** A legacy key of the world, and with the first the environment `test`. */
const importKey = async ({ witness, world }: Scene, sha256 = hash()): Promise<string> => {
  const keys = [{ name: "A legacy key", sha256 }]
  const { body, status } = await witness.operator("POST", `/admin/v1/orgs/${world.id}/legacy-keys`, { keys })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.keys[0].id
}

/** A key of the world that is revoked. */
const revokedKey = async ({ world: { live } }: Scene): Promise<string> => {
  const { body } = await live.client("POST", "/api/v1/api-keys", { name: "A key", environment_slug: "dev" })
  expect((await live.client("DELETE", `/api/v1/api-keys/${body.id}`)).status).toBe(204)
  return body.id
}

/** An environment of the world whose pin no engine has a release for. */
const pinnedAhead = async ({ world }: Scene): Promise<string> => {
  const slug = fresh()
  const pinned = { slug, pinned_engine_version: "9.x" }
  expect((await world.live.client("POST", "/api/v1/environments", pinned)).status).toBe(201)
  return slug
}

/** The one member who manages the others. */
const ownerOf = async ({ witness, world }: Scene): Promise<string> => {
  const { body } = await witness.client()("GET", "/api/session", undefined, { cookie: cookieFor(world.live.key) })
  return body.member.id
}

const webhook = { url: "https://example.com/hook", events: ["run.completed"] }

/** A run has to have ended, which is elsewhere than where nothing works. */
const cancelCompleted: Play = async (_, operation) => {
  const witness = await startWitnessed()
  try {
    const { live } = await settle(witness)
    const completed = async (): Promise<Answer> => live.client("GET", `/api/v1/runs/${live.things["runs"]}`)
    await until(async () => (await completed()).body.status === "completed")
    return await witness.send(rightRequest(operation, witness.document.components.schemas, live.things, live.key))
  } finally {
    await witness.end()
  }
}

/** One more at once than a session has. */
const tooManyStreams: Play = async (scene, operation) => {
  const { headers, path } = await right(scene, operation)
  const open = async () => fetch(`${scene.witness.server.url}${path}`, { headers: headers as Record<string, string> })
  const streams = await Promise.all(Array.from({ length: 5 }, open))
  const answer = await scene.witness.send(await right(scene, operation))
  await Promise.all(streams.map((stream) => stream.body?.cancel()))
  return answer
}

const latest = but(() => ({ body: { engine_version: "latest" } }))

export const own: Readonly<Record<string, Readonly<Record<string, Play>>>> = {
  createEnvironment: {
    "400 invalid_slug": but(() => ({ body: { slug: "Not one" } })),
    "400 reserved_slug": but(() => ({ body: { slug: "admin" } })),
    "400 invalid_engine_version": but(() => ({ body: { pinned_engine_version: "latest" } })),
    "409 slug_taken": but(() => ({ body: { slug: "dev" } })),
    "409 environment_limit_reached": but(async ({ witness }) => ({
      key: (await settle(witness, { environment_limit: 2 })).live.key
    }))
  },
  updateEnvironment: {
    "400 invalid_engine_version": but(() => ({ body: { pinned_engine_version: "latest" } }))
  },
  deleteEnvironment: {
    "409 live_environment_immutable": but(() => ({ things: { environments: "live" } }))
  },
  cloneEnvironment: {
    "409 wrong_environment_kind": but(() => ({ things: { environments: "live" } })),
    // Ten times the limit of active ones, of which `dev` has one already.
    "409 endpoint_limit_reached": repeated(9, async ({ witness }) => ({
      key: (await settle(witness, { endpoint_limit: 1 })).live.key,
      things: { environments: "dev" }
    }))
  },
  replayRuns: {
    "400 invalid_engine_version": but(async (scene) => ({ things: { environments: await pinnedAhead(scene) } })),
    "409 wrong_environment_kind": but(() => ({ things: { environments: "live" } }))
  },
  createApiKey: {
    "409 legacy_environment": but(async (scene) => {
      await importKey(scene)
      return { body: { environment_slug: "test" } }
    })
  },
  rollApiKey: {
    "409 key_not_rollable": but(async (scene) => ({ things: { "api-keys": await revokedKey(scene) } })),
    "409 legacy_environment": but(async (scene) => ({ things: { "api-keys": await importKey(scene) } }))
  },
  createEngine: {
    "409 slug_taken": but(() => ({ body: { slug: "default" } }))
  },
  rotateEngineSecret: {
    "409 rotation_limit_reached": repeated(2, async () => ({ body: { overlap_seconds: 60 } }))
  },
  submitEngineRun: { "400 invalid_engine_version": latest },
  submitRun: { "400 invalid_engine_version": latest },
  submitJob: { "400 invalid_engine_version": latest },
  cancelRun: { "409 run_not_cancellable": cancelCompleted },
  createWebhook: {
    "409 endpoint_limit_reached": but(async ({ witness }) => {
      const { live } = await settle(witness, { endpoint_limit: 1 })
      expect((await live.client("POST", "/api/v1/webhooks", webhook)).status).toBe(201)
      return { key: live.key }
    })
  },
  updateWebhook: {
    "409 endpoint_limit_reached": but(async ({ witness }) => {
      const { live } = await settle(witness, { endpoint_limit: 1 })
      expect((await live.client("POST", "/api/v1/webhooks", webhook)).status).toBe(201)
      return { key: live.key, things: live.things, body: { active: true } }
    })
  },
  rotateWebhookSecret: {
    "409 rotation_limit_reached": repeated(2, async () => ({ body: { overlap_seconds: 60 } }))
  },
  signIn: {
    "401 unauthorized": but(() => ({ body: { token: "7".repeat(64) } }))
  },
  streamRuns: { "429 rate_limited": tooManyStreams },
  updateMember: { "409 last_manager": but(async (scene) => ({ things: { members: await ownerOf(scene) } })) },
  deleteMember: { "409 last_manager": but(async (scene) => ({ things: { members: await ownerOf(scene) } })) },
  importLegacyKeys: {
    "409 key_known_elsewhere": but(async (scene) => {
      const sha256 = hash()
      await importKey(scene, sha256)
      const { id } = await settle(scene.witness)
      return { things: { orgs: id }, body: { keys: [{ name: "A key", sha256 }] } }
    })
  }
}
