import { type Id, Member } from "@nexio/core"
import fc from "fast-check"
import { id, idAt } from "./Id.ts"
import { present } from "./Instant.ts"

/** An address as somebody writes it, in whatever case. */
export const writtenEmail: fc.Arbitrary<string> = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(..."abzAZ019.!#$%&'*+/=?^_`{|}~-"), minLength: 1, maxLength: 20 }),
    fc.array(fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,10}[a-zA-Z0-9])?$/), { minLength: 1, maxLength: 3 })
  )
  .map(([name, labels]) => `${name}@${labels.join(".")}`)

/** An address as it is kept. */
export const email: fc.Arbitrary<Member.Email> = writtenEmail.map((text) => Member.Email.make(text.toLowerCase()))

/** Any permissions of a member, none among them, each at most once. */
export const memberPermissions: fc.Arbitrary<ReadonlyArray<Member.Permission>> = fc.subarray([...Member.allPermissions])

/** A member, bound to somebody at an issuer or not; its id is of the instant at which it was made. */
export const member: fc.Arbitrary<Member.Member> = present.chain((createdAt) =>
  fc.record(
    {
      id: idAt<Id.MemberId>(createdAt),
      orgId: id<Id.OrgId>(),
      email,
      permissions: memberPermissions,
      createdAt: fc.constant(createdAt),
      issuer: fc.webUrl(),
      subject: fc.string({ minLength: 1, maxLength: 50 }).filter((text) => !text.includes("\0"))
    },
    { requiredKeys: ["id", "orgId", "email", "permissions", "createdAt"] }
  )
)
