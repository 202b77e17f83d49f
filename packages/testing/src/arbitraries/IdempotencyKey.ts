import type { Id, Idempotency } from "@nexio/core"
import fc from "fast-check"
import { id } from "./Id.ts"
import { present } from "./Instant.ts"

const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code))

/** 1 to 255 visible characters. */
export const idempotencyKey: fc.Arbitrary<string> = fc.string({ unit: visible, minLength: 1, maxLength: 255 })

/** What makes a request the same one. */
export const once: fc.Arbitrary<Idempotency.Once> = fc.record({
  orgId: id<Id.OrgId>(),
  scope: fc
    .tuple(id<string>(), fc.constantFrom("POST /runs", "POST /environments", "POST /webhooks"))
    .map((parts) => parts.join(" ")),
  key: idempotencyKey,
  fingerprint: fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 }),
  at: present
})
