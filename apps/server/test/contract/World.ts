/** An org with environments, and in each a thing of every kind. */
import { expect } from "vitest"
import type { Answer, Client } from "../Client.ts"
import { until } from "../Until.ts"
import type { Things } from "./Operations.ts"
import type { Witness } from "./Witness.ts"

export interface Place {
  readonly id: string
  readonly slug: string
  readonly key: string
  readonly client: Client
  /** One of each collection, made with the environment's own key. */
  readonly things: Things
}

export interface World {
  readonly id: string
  readonly live: Place
  readonly dev: Place
  readonly staging: Place
}

const made = async (answering: ReturnType<Client>, status: number): Promise<Answer["body"]> => {
  const answer = await answering
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  return answer.body
}

/** New things of the client's environment. */
export const newThings = async (client: Client): Promise<Things> => {
  const webhook = { url: "https://example.com/hook", events: ["run.completed"], active: false }
  const { run_id: runs } = await made(client("POST", "/api/v1/runs", { input: {} }), 202)
  const { id: webhooks } = await made(client("POST", "/api/v1/webhooks", webhook), 201)
  const { id: deliveries } = await made(client("POST", `/api/v1/webhooks/${webhooks}/test`, {}), 202)
  return { runs, jobs: runs, webhooks, deliveries }
}

let engines = 0

/** A new engine of the org, with a version. */
export const newEngine = async (live: Client): Promise<Things> => {
  engines += 1
  const engine = { slug: `engine-${engines}`, label: "An engine", engine_type: "planner" }
  const { slug } = await made(live("POST", "/api/v1/engines", engine), 201)
  const release = { changelog: "The first", executor: { type: "echo" } }
  const { version } = await made(live("POST", `/api/v1/engines/${slug}/versions`, release), 201)
  return { engines: slug, versions: version }
}

let people = 0

/** A new member of the org that a live key is of, who may nothing but read. */
export const newMember = async (live: Client, key: string): Promise<string> => {
  people += 1
  const member = { email: `person-${people}@example.com`, permissions: [] }
  return (await made(live("POST", "/api/members", member, { cookie: cookieFor(key) }), 201)).id
}

/** What stands for a key where a member calls, by the key. */
const cookies = new Map<string, string>()

/** The cookie of a member who may do in the org what this key may; of no key, that of nobody. */
export const cookieFor = (key: string): string => cookies.get(key) ?? `wos-session=${"0".repeat(64)}`

/** The token of a new sign-in link. */
export const newToken = async ({ operator }: Pick<Witness, "operator">, orgId: string, email: string) => {
  const { url } = await made(operator("POST", `/admin/v1/orgs/${orgId}/sign-in-links`, { email }), 201)
  return String(url.split("#")[1])
}

/** Signs a member in, by a link of the operator's, for who calls with one of the keys. */
export const signIn = async (
  witness: Pick<Witness, "client" | "operator"> & Partial<Pick<Witness, "keepInMind">>,
  orgId: string,
  email: string,
  keys: ReadonlyArray<string> = []
): Promise<string> => {
  const token = await newToken(witness, orgId, email)
  const answer = await witness.client()("POST", "/api/session", { token })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  const cookie = answer.headers.get("set-cookie")!.split(";", 1)[0]!
  witness.keepInMind?.(cookie.split("=")[1]!)
  for (const key of keys) cookies.set(key, cookie)
  return cookie
}

/** An org with `live`, `dev` and `staging`. */
export const settle = async (witness: Witness, limits: object = {}): Promise<World> => {
  const org = await made(witness.operator("POST", "/admin/v1/orgs", { name: "Acme", ...limits }), 201)
  const live = witness.client(org.api_key)

  await signIn(witness, org.id, "owner@example.com", [org.api_key])
  const member = { email: "member@example.com", permissions: [] }
  const { id: members } = await made(witness.operator("POST", `/admin/v1/orgs/${org.id}/members`, member), 201)

  const place = async (id: string, slug: string, key: string, keyId: string): Promise<Place> => {
    const client = witness.client(key)
    const fixed = {
      environment: slug,
      environments: slug,
      "api-keys": keyId,
      engines: "default",
      versions: "1.0",
      orgs: org.id,
      members
    }
    return { id, slug, key, client, things: { ...fixed, ...(await newThings(client)) } }
  }

  const environment = async (slug: string): Promise<Place> => {
    const { id } = await made(live("POST", "/api/v1/environments", { slug }), 201)
    const minted = await made(live("POST", "/api/v1/api-keys", { name: "A key", environment_slug: slug }), 201)
    return await place(id, slug, minted.key, minted.id)
  }

  const keys = await made(live("GET", "/api/v1/api-keys"), 200)
  return {
    id: org.id,
    live: await place(org.live_environment.id, "live", org.api_key, keys.data[0].id),
    dev: await environment("dev"),
    staging: await environment("staging")
  }
}

/** Waits until all that was submitted or sent has ended, so that nothing changes by itself. */
export const rest = (witness: Witness): Promise<void> =>
  until(() => {
    const { deliveries, runs } = witness.dump() as Readonly<Record<string, ReadonlyArray<Ended>>>
    return runs!.every((run) => run.completed_at !== null) && deliveries!.every((one) => one.ended_at !== null)
  })

interface Ended {
  readonly completed_at?: unknown
  readonly ended_at?: unknown
}

const unknown = "0198c2f0-0000-7000-8000-000000000000"

/** What has the shape of a thing of each collection, and is nobody's. */
export const nobodys: Things = {
  environments: "nowhere",
  "api-keys": unknown,
  webhooks: unknown,
  runs: unknown,
  jobs: unknown,
  deliveries: unknown,
  engines: "nothing",
  versions: "9.9",
  orgs: unknown,
  members: unknown
}

/** A key of an environment with these permissions. */
export const keyWith = async (live: Client, slug: string, permissions: ReadonlyArray<string>): Promise<string> =>
  (await made(live("POST", "/api/v1/api-keys", { name: "A key", environment_slug: slug, permissions }), 201)).key
