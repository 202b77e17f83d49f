/** What no earlier request of this process was about. */
import { expect } from "vitest"
import type { OpenApi, Operation, Things } from "./Operations.ts"
import { sampleOf } from "./Sample.ts"
import { newEngine, newMember, newThings, type World } from "./World.ts"

let count = 0

/** Another name, or key, each time. */
export const fresh = (): string => {
  count += 1
  return `new${count}`
}

/** Another SHA-256 each time. */
export const hash = (): string => fresh().replaceAll(/\D/g, "").padStart(64, "0")

/** A right body that no earlier one was like. Where it names runs, the caller does. */
export const freshBody = (
  operation: Operation,
  named: OpenApi["components"]["schemas"],
  things: Things = {}
): Record<string, unknown> => {
  const body = sampleOf(operation.body ?? {}, named) as Record<string, unknown>
  if ("keys" in body) return { ...body, keys: [{ name: "A key", sha256: hash() }] }
  if ("run_ids" in body) return { ...body, run_ids: [things["runs"]] }
  if (operation.path.endsWith("/members")) return { ...body, email: `${fresh()}@example.com` }
  return "slug" in body ? { ...body, slug: fresh() } : body
}

/** New things of `live`, a new key of `dev`, and a new engine. */
export const freshThings = async ({ live }: World): Promise<Things> => {
  const minted = await live.client("POST", "/api/v1/api-keys", { name: "A key", environment_slug: "dev" })
  expect(minted.status).toBe(201)
  const made = { ...(await newThings(live.client)), ...(await newEngine(live.client)) }
  return {
    ...live.things,
    ...made,
    "api-keys": minted.body.id,
    environments: "dev",
    members: await newMember(live.client, live.key)
  }
}

/** One field of a right body with another value that is right. */
export const otherOf = (body: Record<string, unknown>, { staging }: World): object => {
  const others = {
    slug: fresh(),
    name: "Another",
    email: "another@example.com",
    changelog: "Another",
    input: { other: 1 },
    events: ["run.failed"],
    overlap_seconds: 1,
    keys: [{ name: "Another", sha256: hash() }],
    from: "live",
    run_ids: [staging.things["runs"]],
    since: "2026-01-02T00:00:00.000Z"
  }
  const [found] = Object.entries(others).filter(([name]) => name in body)
  if (found === undefined) throw new Error("Say which other value a field of this body can have")
  return Object.fromEntries([found])
}
