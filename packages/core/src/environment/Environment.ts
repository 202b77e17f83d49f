/** An environment: an isolated tenancy scope inside one org. */
import { Data, Schema } from "effect"
import { VersionRequest } from "../engine/VersionRequest.ts"
import { EnvironmentId, OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import { Slug } from "./Slug.ts"

/** `live`, `environment` for each non-live one, `test` for the grandfathered one. */
export const Kind = Schema.Literals(["live", "environment", "test"])
export type Kind = typeof Kind.Type

export const Description = Schema.String.check(Schema.isMaxLength(500))

export const Environment = Schema.Struct({
  id: EnvironmentId,
  orgId: OrgId,
  slug: Slug,
  kind: Kind,
  createdAt: Instant,
  description: Schema.optionalKey(Description),
  /** The version that its runs get where none is asked for. */
  pinnedEngineVersion: Schema.optionalKey(VersionRequest),
  /** Set once it is deleted: its history and usage stay, addressed by its id. */
  deletedAt: Schema.optionalKey(Instant)
})
export interface Environment extends Schema.Schema.Type<typeof Environment> {}

/** No active environment of the org is called so, or none that the caller can see. */
export class EnvironmentNotFound extends Data.TaggedError("EnvironmentNotFound")<{ readonly environment: string }> {
  override get message() {
    return "There is no such environment. List the environments to see which there are."
  }
}

/** The environment was deleted between the check of the key and the write. */
export class EnvironmentGone extends Data.TaggedError("EnvironmentGone") {
  override get message() {
    return "The environment of this key no longer takes requests."
  }
}
