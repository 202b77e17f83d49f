/** An environment's configuration: what a clone takes over, and what a difference compares. */
import { Schema, Struct } from "effect"
import type { Org } from "../org/Org.ts"
import { Endpoint } from "../webhook/Endpoint.ts"
import type { Environment } from "./Environment.ts"

export interface Configuration {
  /** Its pin and description. */
  readonly environment: Environment
  /** Those that are not deleted, in the order of their making. */
  readonly endpoints: ReadonlyArray<Endpoint>
}

/** An org, and the configurations of those of its active environments that were asked for. */
export interface Configured {
  readonly org: Org
  readonly configurations: ReadonlyArray<Configuration>
}

/** What an endpoint is told to be: all of it but its activity and its secrets. */
export const Settings = Schema.Struct(
  Struct.pick(Endpoint.fields, ["url", "events", "description", "rateLimitPerSecond", "ordered"])
)
export interface Settings extends Schema.Schema.Type<typeof Settings> {}

export const settingsOf = ({ description, events, ordered, rateLimitPerSecond, url }: Endpoint): Settings => ({
  url,
  events,
  ordered,
  ...(description === undefined ? {} : { description }),
  ...(rateLimitPerSecond === undefined ? {} : { rateLimitPerSecond })
})

/** The configuration of an active environment, by its slug; none where there is no such environment. */
export const find = ({ configurations }: Configured, slug: string): Configuration | undefined =>
  configurations.find(({ environment }) => environment.slug === slug)
