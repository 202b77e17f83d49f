/**
 * How two environments' configurations differ: the one that is asked about, here, and the one beside it, there.
 *
 * An endpoint is known by its URL, since each environment's have ids of their own. Where several have the same URL,
 * those that are alike belong together, and then the others one by one.
 */
import { Schema } from "effect"
import { VersionRequest } from "../engine/VersionRequest.ts"
import {
  type Endpoint,
  Description as EndpointDescription,
  Events,
  RateLimitPerSecond,
  Url
} from "../webhook/Endpoint.ts"
import { type Configuration, Settings, settingsOf } from "./Configuration.ts"
import { Description } from "./Environment.ts"

/** A value that is not the same on both sides; absent where a side has none. */
const differing = <S extends Schema.Constraint>(value: S) =>
  Schema.optionalKey(Schema.Struct({ here: Schema.optionalKey(value), there: Schema.optionalKey(value) }))

/** An endpoint that both have, each with other settings. */
export const ChangedEndpoint = Schema.Struct({
  url: Url,
  events: differing(Events),
  description: differing(EndpointDescription),
  rateLimitPerSecond: differing(RateLimitPerSecond),
  ordered: differing(Schema.Boolean)
})

export const Endpoints = Schema.Struct({
  onlyHere: Schema.Array(Settings),
  onlyThere: Schema.Array(Settings),
  changed: Schema.Array(ChangedEndpoint)
})

export const Difference = Schema.Struct({
  /** Whether there is none. */
  same: Schema.Boolean,
  pinnedEngineVersion: differing(VersionRequest),
  description: differing(Description),
  endpoints: Endpoints
})
export interface Difference extends Schema.Schema.Type<typeof Difference> {}

/** What differs. Activity and secrets do not count, nor does the order in which events are listed. */
export const between = (here: Configuration, there: Configuration): Difference => {
  const fields = {
    ...differ("pinnedEngineVersion", here.environment, there.environment),
    ...differ("description", here.environment, there.environment)
  }
  const endpoints = compare(here.endpoints, there.endpoints)
  const same =
    Object.keys(fields).length + endpoints.onlyHere.length + endpoints.onlyThere.length + endpoints.changed.length === 0
  return { same, ...fields, endpoints }
}

/** The field with both its values, where they differ. */
const differ = <Of extends object, Name extends keyof Of & string>(name: Name, here: Of, there: Of) => {
  type Value = Exclude<Of[Name], undefined>
  type Differing = { readonly [N in Name]?: { readonly here?: Value; readonly there?: Value } }
  const [one, other] = [here[name], there[name]]
  if (JSON.stringify(one) === JSON.stringify(other)) return {} as Differing
  const values = { ...(one === undefined ? {} : { here: one }), ...(other === undefined ? {} : { there: other }) }
  return { [name]: values } as Differing
}

const compare = (here: ReadonlyArray<Endpoint>, there: ReadonlyArray<Endpoint>): typeof Endpoints.Type => {
  const [ours, theirs] = [sorted(here), sorted(there)]
  const alone = [without(ours, theirs), without(theirs, ours)] as const
  const urls = [...new Set([...ours, ...theirs].map(({ url }) => url))].toSorted()
  const byUrl = urls.map((url) => {
    const [one, other] = [alone[0].filter((own) => own.url === url), alone[1].filter((own) => own.url === url)]
    const both = Math.min(one.length, other.length)
    return {
      onlyHere: one.slice(both),
      onlyThere: other.slice(both),
      changed: one.slice(0, both).map((settings, nth) => changed(settings, other[nth]!))
    }
  })
  return {
    onlyHere: byUrl.flatMap(({ onlyHere }) => onlyHere),
    onlyThere: byUrl.flatMap(({ onlyThere }) => onlyThere),
    changed: byUrl.flatMap(({ changed }) => changed)
  }
}

const changed = (here: Settings, there: Settings): typeof ChangedEndpoint.Type => ({
  url: here.url,
  ...differ("events", here, there),
  ...differ("description", here, there),
  ...differ("rateLimitPerSecond", here, there),
  ...differ("ordered", here, there)
})

/** In an order that depends on nothing but the settings, so that both sides are told alike. */
const sorted = (endpoints: ReadonlyArray<Endpoint>): ReadonlyArray<Settings> =>
  endpoints
    .map(settingsOf)
    .map((settings) => ({ ...settings, events: settings.events.toSorted() }))
    .toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1))

/** Those that no other is like, each of which is like one at most. */
const without = (settings: ReadonlyArray<Settings>, others: ReadonlyArray<Settings>): ReadonlyArray<Settings> => {
  const left = others.map(textOf)
  return settings.filter((one) => {
    const found = left.indexOf(textOf(one))
    if (found >= 0) left.splice(found, 1)
    return found < 0
  })
}

const textOf = ({ description, events, ordered, rateLimitPerSecond, url }: Settings): string =>
  JSON.stringify([url, events, description ?? null, rateLimitPerSecond ?? null, ordered])
