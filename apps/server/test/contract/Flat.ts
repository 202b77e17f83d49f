/** The one shape of every refusal: the contract's section 3. */
import { expect } from "vitest"
import type { Answer } from "../Client.ts"
import type { Asked } from "./Connection.ts"
import type { Witness } from "./Witness.ts"

const codes: Readonly<Record<number, ReadonlyArray<string>>> = {
  400: ["invalid_request", "invalid_slug", "reserved_slug", "invalid_engine_version"],
  401: ["unauthorized"],
  403: ["forbidden", "org_suspended"],
  404: ["not_found"],
  405: ["method_not_allowed"],
  408: ["invalid_request"],
  409: [
    "slug_taken",
    "environment_limit_reached",
    "live_environment_immutable",
    "legacy_environment",
    "endpoint_limit_reached",
    "key_not_rollable",
    "rotation_limit_reached",
    "run_not_cancellable",
    "wrong_environment_kind",
    "key_known_elsewhere",
    "last_manager",
    "idempotency_conflict"
  ],
  413: ["payload_too_large"],
  415: ["unsupported_media_type"],
  429: ["rate_limited"],
  431: ["invalid_request"],
  503: ["auth_unavailable", "queue_unavailable", "storage_unavailable"]
}

const fields = ["code", "details", "message", "request_id"]

/** Fails unless it is a flat refusal, with this status and code where they are given. */
export const expectRefusal = ({ body, headers, status }: Answer, expected = "", about = ""): void => {
  const found = `${about}: ${status} ${JSON.stringify(body)}`
  expect(codes[status], found).toContain(body?.code)
  expect(headers.get("content-type"), found).toBe("application/json")
  expect(headers.get("x-request-id"), found).toBe(body.request_id)
  expect(
    Object.keys(body).filter((field) => !fields.includes(field)),
    found
  ).toEqual([])
  expect(body.message, found).toMatch(/\S/)
  expect(body.request_id, found).toMatch(/^[A-Za-z0-9._-]{1,128}$/)
  if (body.details !== undefined) {
    expect(body.details.length, found).toBeGreaterThan(0)
    for (const detail of body.details) {
      expect(detail, found).toEqual({ path: expect.any(String), message: expect.stringMatching(/\S/) })
    }
  }
  expect(`${status} ${body.code}`, found).toContain(expected)
}

/** Fails unless the request is refused so, and changes nothing. */
export const expectNothingDone = async (
  witness: Witness,
  asked: Asked,
  expected: string,
  about: string
): Promise<Answer> => {
  const before = witness.dump()
  const answer = await witness.send(asked)
  expectRefusal(answer, expected, about)
  expect(witness.dump(), about).toEqual(before)
  return answer
}
