/** What can happen to orgs, their environments and keys: each step chooses among what there is. */
import { Instant, type Org, type Permission } from "@nexio/core"
import fc from "fast-check"
import { cap, orgChange } from "../../arbitraries/Org.ts"
import { permissions } from "../../arbitraries/Permission.ts"

/** The request is to be done once: its key, where it is made, and what it asks, of which each has a few. */
export interface Once {
  readonly key: number
  readonly place: number
  readonly body: number
}

/** Which slug: a few, so that they are taken; some that differ little, and some that nobody can give. */
export const slugs = ["dev", "d_v", "dxv", "ci", "live", "test", "Dev"] as const
export type SlugText = (typeof slugs)[number]

export type Step =
  | { readonly _tag: "Pass"; readonly time: number }
  | { readonly _tag: "Found"; readonly environmentLimit: number; readonly once: Once | undefined }
  | { readonly _tag: "ChangeOrg"; readonly org: number; readonly by: Org.OrgChange }
  | {
      readonly _tag: "Create"
      readonly org: number
      readonly slug: SlugText
      readonly description: string | undefined
      readonly once: Once | undefined
    }
  | { readonly _tag: "CreateTest"; readonly org: number }
  | {
      readonly _tag: "Update"
      readonly org: number
      readonly slug: SlugText
      readonly description: string | undefined
    }
  | { readonly _tag: "Remove"; readonly org: number; readonly slug: SlugText }
  | {
      readonly _tag: "Mint"
      readonly org: number
      readonly slug: SlugText
      readonly permissions: ReadonlyArray<Permission.Permission>
      readonly once: Once | undefined
    }
  | { readonly _tag: "Revoke"; readonly org: number; readonly key: number }
  | {
      readonly _tag: "Roll"
      readonly org: number
      readonly key: number
      readonly overlapSeconds: number
      readonly once: Once | undefined
    }
  | {
      readonly _tag: "Import"
      readonly org: number
      /** Which hashes: one of a few legacy texts, or that of a key that there is. */
      readonly hashes: ReadonlyArray<{ readonly legacy: number } | { readonly key: number }>
      readonly once: Once | undefined
    }
  | {
      readonly _tag: "Use"
      readonly uses: ReadonlyArray<{ readonly org: number; readonly key: number; readonly ago: number }>
    }
  | { readonly _tag: "FindOrg"; readonly org: number }
  | { readonly _tag: "FindEnvironment"; readonly org: number; readonly environment: number }
  | { readonly _tag: "FindKey"; readonly key: number }

/** The newest are chosen most often. */
const nth = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 1 }) }, fc.nat({ max: 9 }))
const slug = fc.constantFrom("dev" as const, "dev" as const, "live" as const, ...slugs)
const description = fc.constantFrom(undefined, "", "One", "Another")
const few = fc.nat({ max: 1 })
const once = fc.option(fc.record({ key: few, place: few, body: few }), { nil: undefined })
const time = fc.constantFrom(1, Instant.hour, Instant.day - 1, Instant.day)

type Fields<Tag> = Omit<Extract<Step, { readonly _tag: Tag }>, "_tag">

const step = <const Tag extends Step["_tag"]>(
  weight: number,
  _tag: Tag,
  fields: { readonly [Name in keyof Fields<Tag>]: fc.Arbitrary<Fields<Tag>[Name]> }
) => ({ weight, arbitrary: fc.record(fields).map((fields) => ({ _tag, ...fields }) as unknown as Step) })

const writes = [
  step(1, "Found", { environmentLimit: cap, once }),
  step(3, "ChangeOrg", { org: nth, by: orgChange }),
  step(7, "Create", { org: nth, slug, description, once }),
  step(1, "CreateTest", { org: nth }),
  step(2, "Update", { org: nth, slug, description }),
  step(4, "Remove", { org: nth, slug }),
  step(7, "Mint", { org: nth, slug, permissions, once }),
  step(3, "Revoke", { org: nth, key: nth }),
  step(4, "Roll", { org: nth, key: nth, overlapSeconds: fc.constantFrom(0, 1, 86_400), once }),
  step(3, "Import", {
    org: nth,
    hashes: fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.record({ legacy: fc.nat({ max: 3 }) }) },
        { weight: 1, arbitrary: fc.record({ key: nth }) }
      ),
      { minLength: 1, maxLength: 3 }
    ),
    once
  }),
  step(2, "Use", {
    uses: fc.array(fc.record({ org: nth, key: nth, ago: fc.constantFrom(0, 1, Instant.hour) }), { maxLength: 3 })
  })
]

const reads = [
  step(1, "FindOrg", { org: nth }),
  step(1, "FindEnvironment", { org: nth, environment: nth }),
  step(3, "FindKey", { key: nth })
]

/** What happens one after another. */
export const history = (maxLength: number): fc.Arbitrary<ReadonlyArray<Step>> =>
  fc.array(fc.oneof(step(2, "Pass", { time }), ...writes), { maxLength, size: "max" })

/** What is asked at once; each that reads is one look at one thing. */
export const asked: fc.Arbitrary<Step> = fc.oneof(...writes, ...reads)
