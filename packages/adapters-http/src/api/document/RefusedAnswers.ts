/** Refusals as answers of calls: with their codes, and what each looks like. */
import * as Refusal from "../Refusal.ts"
import type { Tag } from "../Refused.ts"
import type { Call } from "./Declared.ts"
import * as Headers from "./Headers.ts"
import type { Node } from "./Node.ts"
import { exampleOf } from "./RefusalExamples.ts"

/** What a request can say. */
interface Asks {
  /** Whether its body can say anything. */
  readonly hasFields: boolean
  /** Whether it names what may not be there: in its path, or as an environment in its query. */
  readonly namesThings: boolean
}

/** What answers of all calls share is kept once, and referred to. */
export interface RefusedAnswers {
  /** A call's refusals by their status. */
  readonly of: (call: Call, asks: Asks) => Node
  /** What the answers so far refer to. */
  readonly components: () => Node
}

export const make = (): RefusedAnswers => {
  const examples: Node = {}
  const responses: Node = {}

  const refer = (status: Refusal.Status, tags: ReadonlyArray<Tag>): Node => {
    const name = tags.join("Or")
    if (responses[name] === undefined) {
      for (const tag of tags) examples[tag] = { value: exampleOf(tag) }
      const codes = tags.map((tag) => [Refusal.rowOf(tag).code, { $ref: `#/components/examples/${tag}` }] as const)
      const schema = { $ref: `#/components/schemas/${Refusal.rowOf(tags[0]!).shape}` }
      responses[name] = {
        description: codes.map(([code]) => `\`${code}\``).join(", "),
        headers: Headers.ofRefusal(status),
        content: { "application/json": { schema, examples: Object.fromEntries(codes) } }
      }
    }
    return { $ref: `#/components/responses/${name}` }
  }

  return {
    of: (call, asks) => {
      const possible = call.declared.filter((tag) => isPossible(tag, call, asks))
      const statuses = [...new Set(possible.map((tag) => Refusal.rowOf(tag).status))].toSorted((a, b) => a - b)
      return Object.fromEntries(
        statuses.map((status) => [
          status,
          refer(status, onePerCode(possible.filter((tag) => Refusal.rowOf(tag).status === status)))
        ])
      )
    },
    components: () => ({ responses, examples })
  }
}

/** Of several refusals with one code, the first, which is the endpoint's own where it has one. */
const onePerCode = (tags: ReadonlyArray<Tag>): ReadonlyArray<Tag> => {
  const codes = tags.map((tag) => Refusal.rowOf(tag).code)
  return tags.filter((_, at) => codes.indexOf(codes[at]!) === at)
}

/** Handlers and middlewares are declared for many calls; this leaves out what cannot happen to this one. */
const isPossible = (tag: Tag, call: Call, { hasFields, namesThings }: Asks): boolean => {
  // Reading asks for no permission.
  if (tag === "Forbidden") return call.requirement !== undefined && call.requirement.call !== "read"
  // Who is signed in to an org that is suspended can go on in another.
  if (tag === "OrgSuspended" && call.face === "session") return call.requirement !== undefined
  if (tag === "OtherOrigin") return call.method !== "GET"
  // Two bodies without fields are the same.
  if (tag === "IdempotencyConflict") return hasFields
  // An org is not deleted, and whoever names nothing finds what its own key is bound to.
  if (call.face !== "operator" && Refusal.rowOf(tag).status === 404) return tag !== "OrgNotFound" && namesThings
  return true
}
