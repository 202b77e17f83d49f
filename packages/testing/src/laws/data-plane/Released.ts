/** Engines and their versions, made through the port, before or while a law goes on. */
import { Engine, EngineStore, EngineVersion, type Id, type Instant, Sealed } from "@nexio/core"
import { Effect } from "effect"
import { originAt } from "../Origins.ts"
import type { Minted } from "./Minted.ts"

/** An engine as it is made: without a version, and with a signing secret. */
export const engine = (
  ids: Minted,
  orgId: Id.OrgId,
  slug: string,
  at: Instant.Instant,
  more: Partial<Engine.Engine> = {}
): Engine.Engine => ({
  id: ids.next(at),
  orgId,
  slug: Engine.EngineSlug.make(slug),
  label: `The engine ${slug}`,
  engineType: "a type",
  releases: [],
  secrets: [{ id: ids.next(at), sealed: Sealed.make(`the first secret of ${slug}`), createdAt: at }],
  createdAt: at,
  ...more
})

/** Makes an engine. */
export const create = (made: Engine.Engine) =>
  EngineStore.use((engines) =>
    engines.change(made.orgId, made.slug, (found) => Engine.create(found, made, originAt(made.createdAt)))
  )

/** Releases the next version of an engine; gives it. */
export const release = (
  ids: Minted,
  orgId: Id.OrgId,
  slug: string,
  at: Instant.Instant,
  {
    breaking = false,
    executor = EngineVersion.echo
  }: Partial<{ breaking: boolean; executor: EngineVersion.Executor }> = {}
) => {
  const id = ids.next<Id.EngineVersionId>(at)
  const released = { changelog: `Of ${id}`, executor, breaking }
  return EngineStore.use((engines) =>
    Effect.map(
      engines.change(orgId, Engine.EngineSlug.make(slug), (found) =>
        Engine.release(found, slug, released, id, originAt(at))
      ),
      ({ version }) => version!
    )
  )
}

/** A new signing secret of an engine; gives the engine. */
export const rotate = (ids: Minted, orgId: Id.OrgId, slug: string, at: Instant.Instant, overlapSeconds = 3_600) => {
  const id = ids.next<string>(at)
  const fresh = { id, sealed: Sealed.make(`the secret ${id}`) }
  return EngineStore.use((engines) =>
    Effect.map(
      engines.change(orgId, Engine.EngineSlug.make(slug), (found) =>
        Engine.rotate(found, slug, fresh, overlapSeconds, originAt(at))
      ),
      (decision) => decision.engine
    )
  )
}
