import { afterAll, beforeAll, expect, it } from "vitest"
import type { Asked } from "./Connection.ts"
import { expectRefusal } from "./Flat.ts"
import { asking, collectionsOf, type Operation, pathOf, permissionsOf } from "./Operations.ts"
import { credentials, rightRequest } from "./Requests.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { keyWith, nobodys, rest, settle, signIn, type World } from "./World.ts"

let witness: Witness
let world: World
let suspended: World
/** Orgs whose limit leaves what is not live no request; the second one is suspended. */
let spent: ReadonlyArray<World>
/** A live key that may nothing but read. */
let powerless: string

beforeAll(async () => {
  witness = await startWitnessed()
  world = await settle(witness)
  suspended = await settle(witness)
  powerless = await keyWith(world.live.client, "live", [])
  await signIn(witness, world.id, "member@example.com", [powerless])
  spent = [await settle(witness), await settle(witness)]
  await rest(witness)
  for (const [nth, { id }] of spent.entries()) {
    const limited = { rate_limit_per_minute: 1, suspended: nth === 1 }
    expect((await witness.operator("PATCH", `/admin/v1/orgs/${id}`, limited)).status).toBe(200)
  }
  await witness.operator("PATCH", `/admin/v1/orgs/${suspended.id}`, { suspended: true })
})

afterAll(() => witness.end())

/** One thing that is wrong with a request; nothing where it cannot be wrong with this operation. */
interface Fault {
  readonly expected: string
  readonly with: (asked: Asked, operation: Operation) => Asked | undefined
}

const headed = (asked: Asked, headers: Record<string, string | undefined>): Asked => ({
  ...asked,
  headers: Object.fromEntries(
    Object.entries({ ...asked.headers, ...headers }).filter(([, value]) => value !== undefined)
  ) as Record<string, string>
})

/** In the order in which they are refused; those of one status are never at once. */
const faults: ReadonlyArray<ReadonlyArray<Fault>> = [
  [
    { expected: "404 not_found", with: (asked) => ({ ...asked, path: `${asked.path.split("?")[0]}/nope/nope` }) },
    { expected: "405 method_not_allowed", with: (asked) => ({ ...asked, method: "PUT" }) }
  ],
  [
    {
      expected: "401 unauthorized",
      with: (asked, { face }) =>
        face === "open" ? undefined : headed(asked, { authorization: undefined, cookie: undefined })
    },
    {
      expected: "401 unauthorized",
      with: (asked, { face }) =>
        face === "key"
          ? headed(asked, { authorization: `Bearer ${world.live.key}`, "x-api-key": powerless })
          : undefined
    }
  ],
  // What is not live has half of one request, and may make no control call either.
  [0, 1].map((nth) => ({
    expected: "429 rate_limited",
    with: (asked, { face }) =>
      face === "key" ? headed(asked, { authorization: `Bearer ${spent[nth]!.dev.key}` }) : undefined
  })),
  [
    {
      expected: "403 forbidden",
      with: (asked, operation) =>
        permissionsOf(operation).length > 0 ? headed(asked, credentials(operation, powerless)) : undefined
    },
    {
      expected: "403 forbidden",
      with: (asked, { face, method }) =>
        face === "session" && method !== "GET" ? headed(asked, { "sec-fetch-site": "cross-site" }) : undefined
    },
    {
      expected: "403 org_suspended",
      with: (asked, operation) => {
        const key = { key: suspended.dev.key, session: suspended.live.key }[operation.face as "key"]
        // Who is signed in to a suspended org may go on in another.
        return key === undefined || operation.path === "/api/session"
          ? undefined
          : headed(asked, credentials(operation, key))
      }
    }
  ],
  [
    {
      expected: "413 payload_too_large",
      with: (asked, { body }) => body && { ...asked, body: String(asked.body).padEnd(1024 * 1024 + 1) }
    }
  ],
  [
    {
      expected: "415 unsupported_media_type",
      with: (asked, { body }) => body && headed(asked, { "content-type": "text/plain" })
    },
    {
      expected: "415 unsupported_media_type",
      with: (asked, { body }) => body && headed(asked, { "content-encoding": "gzip" })
    }
  ],
  [
    { expected: "400 invalid_request", with: (asked) => ({ ...asked, path: asking(asked.path, "nope=1") }) },
    { expected: "400 invalid_request", with: (asked, { body }) => body && { ...asked, body: `${asked.body}}` } },
    {
      expected: "400 invalid_request",
      with: (asked, { body }) =>
        body && { ...asked, body: String(asked.body).replace(/^\{/, '{"nope":1,').replace(",}", "}") }
    },
    {
      expected: "400 invalid_request",
      with: (asked, { headers }) =>
        headers.includes("Idempotency-Key") ? headed(asked, { "idempotency-key": "a b" }) : undefined
    }
  ],
  [
    {
      expected: "404 not_found",
      with: (asked, operation) =>
        collectionsOf(operation).length === 0
          ? undefined
          : { ...asked, path: asked.path.replace(/^[^?]+/, pathOf(operation, nobodys).split("?")[0]!) }
    },
    {
      expected: "404 not_found",
      with: (asked, operation) => {
        const [collection] = collectionsOf(operation)
        return collection === undefined
          ? undefined
          : {
              ...asked,
              path: asked.path.replace(/^[^?]+/, pathOf(operation, { ...nobodys, [collection]: "%00" }).split("?")[0]!)
            }
      }
    }
  ]
]

it("always refuses for the fault that comes first, whichever two there are at once", async () => {
  const before = witness.dump()
  let pairs = 0
  for (const operation of witness.operations) {
    const right = rightRequest(operation, witness.document.components.schemas, world.live.things, world.live.key)
    for (const [place, firsts] of faults.entries()) {
      for (const first of firsts) {
        for (const second of [undefined, ...faults.slice(place + 1).flat()]) {
          // The later fault is made first, so that what it changes does not undo the earlier.
          const late = second === undefined ? right : second.with(right, operation)
          const asked = late && first.with(late, operation)
          if (asked === undefined) continue
          const about = `${operation.id}: ${first.expected} before ${second?.expected ?? "none"}`
          expectRefusal(await witness.send(asked), first.expected, about)
          pairs += 1
        }
      }
    }
  }
  expect(pairs).toBeGreaterThan(witness.operations.length * 20)
  expect(witness.dump()).toEqual(before)
})

it("refuses a slug as invalid, reserved, taken, or one too many, in this order", async () => {
  const org = await settle(witness, { environment_limit: 2 })
  const create = (slug: string, more: object = {}) => org.live.client("POST", "/api/v1/environments", { slug, ...more })
  for (const slug of ["", "LIVE", "dev-", "dev\n", " dev", "a".repeat(17), "é"]) {
    expectRefusal(await create(slug), "400 invalid_slug", slug)
  }
  for (const slug of ["live", "test", "internal", "admin", "api", "nexio", "draft", "all"]) {
    expectRefusal(await create(slug), "400 reserved_slug", slug)
  }
  expectRefusal(await create("dev"), "409 slug_taken")
  const refused = await create("qa")
  expectRefusal(refused, "409 environment_limit_reached")
  expect(refused.body.message).toMatch(/\b2\b.*operator/)
  expectRefusal(await create("DEV", { nope: 1 }), "400 invalid_request", "a field's fault before the slug's")
  expectRefusal(await create("dev", { description: 1 }), "400 invalid_request", "a field's fault before a conflict")
})

it("refuses what belongs nowhere before what is in the way", async () => {
  const { live } = world
  const conflict = { "idempotency-key": "used" }
  expect((await live.client("POST", "/api/v1/runs", { input: {} }, conflict)).status).toBe(202)
  const again = (body: unknown) => live.client("POST", "/api/v1/runs", body, conflict)
  expectRefusal(await again({ input: { a: 1 } }), "409 idempotency_conflict")
  expectRefusal(await again({ input: 1 }), "400 invalid_request", "a body's fault before a conflict")
  expectRefusal(await live.client("DELETE", "/api/v1/environments/live"), "409 live_environment_immutable")
  expectRefusal(await live.client("DELETE", "/api/v1/environments/live?x=1"), "400 invalid_request")
  expectRefusal(await live.client("PATCH", "/api/v1/environments/live", { slug: "other" }), "400 invalid_request")
  const body = { name: "A key", environment_slug: "nowhere" }
  const unknown = await live.client("POST", "/api/v1/api-keys", body)
  expectRefusal(unknown, "400 invalid_request")
  expect(unknown.body.details[0].path).toBe("environment_slug")
})
