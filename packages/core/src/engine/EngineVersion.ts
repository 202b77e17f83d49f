/**
 * A version of an engine: immutable, and numbered by the server.
 *
 * An engine's versions are always complete: majors from 1 on, and in each the minors from 0 on. So its releases, the
 * newest minor of each major, say which versions there are, and what is asked for is decided from them alone.
 */
import { Schema } from "effect"
import { EngineVersionId, OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import { EngineSlug } from "./EngineSlug.ts"
import type { VersionRequest } from "./VersionRequest.ts"

/** `major.minor`. */
export const Version = Schema.String.annotate({ examples: ["1.3"] })
  .check(Schema.isPattern(/^\d+\.\d+$/u))
  .pipe(Schema.brand("Version"))
export type Version = typeof Version.Type

/** The newest minor of each major: `[3, 0]` where there are 1.0 to 1.3 and 2.0. */
export const Releases = Schema.Array(Schema.Natural)
export type Releases = typeof Releases.Type

/** How long an executor is given to answer, in milliseconds. */
export const TimeoutMs = Schema.Int.check(Schema.isBetween({ minimum: 1_000, maximum: 300_000 }))
export const defaultTimeoutMs = 60_000

export const Url = Schema.String.check(Schema.isBetweenLength(1, 2_048))
export const Changelog = Schema.String.check(Schema.isBetweenLength(1, 5_000))

/** What executes the runs of a version: the server itself, whose output is the input, or whoever answers at a URL. */
export const Executor = Schema.Union([
  Schema.Struct({ type: Schema.Literal("echo") }),
  Schema.Struct({ type: Schema.Literal("http"), url: Url, timeoutMs: TimeoutMs })
])
export type Executor = typeof Executor.Type

export const echo: Executor = { type: "echo" }

export const EngineVersion = Schema.Struct({
  id: EngineVersionId,
  orgId: OrgId,
  engine: EngineSlug,
  version: Version,
  changelog: Changelog,
  executor: Executor,
  createdAt: Instant
})
export interface EngineVersion extends Schema.Schema.Type<typeof EngineVersion> {}

/** The version of which `releases` has the newest minor; none where there is no such major. */
const newestOf = (releases: Releases, major: number): Version | undefined => {
  const minor = releases[major - 1]
  return minor === undefined ? undefined : (`${major}.${minor}` as Version)
}

/** The newest version; none where nothing is released. */
export const newest = (releases: Releases): Version | undefined => newestOf(releases, releases.length)

/**
 * The release that is meant: `1.3` is that one, `1.x` the newest 1.*, and the newest of all where nothing is asked for.
 * None where there is no such release.
 */
export const resolve = (releases: Releases, request?: VersionRequest): Version | undefined => {
  if (request === undefined) return newest(releases)
  const [major = "", minor = ""] = request.split(".")
  const found = newestOf(releases, Number(major))
  if (minor === "x") return found?.startsWith(`${major}.`) === true ? found : undefined
  const version = `${Number(major)}.${Number(minor)}`
  // A number is written in one way: there is no 01.3.
  return found !== undefined && version === request && Number(minor) <= releases[Number(major) - 1]!
    ? (version as Version)
    : undefined
}

/** The releases with the next one: a minor of the newest major, or, where it breaks with that, the next major. */
export const next = (releases: Releases, breaking: boolean): Releases =>
  breaking || releases.length === 0 ? [...releases, 0] : [...releases.slice(0, -1), releases.at(-1)! + 1]
