import { Context, Data, Effect, Layer, Option, type Redacted } from "effect"
import * as Origin from "../audit/Origin.ts"
import { type EngineId, type EngineVersionId, Ids, type OrgId, parse } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import * as Overlap from "../secret/Overlap.ts"
import { Secrets } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import { Sender } from "../webhook/Sender.ts"
import * as SigningSecret from "../webhook/SigningSecret.ts"
import * as Engine from "./Engine.ts"
import { EngineStore } from "./EngineStore.ts"
import * as EngineVersion from "./EngineVersion.ts"

/** An engine with a signing secret that was just made, which is shown once. */
export interface SecretEngine {
  readonly engine: Engine.Engine
  readonly secret: Redacted.Redacted
}

/** What is released as an engine's next version: a minor where it does not say that it breaks. */
export interface ReleaseInput {
  readonly changelog: string
  readonly executor:
    | { readonly type: "echo" }
    | { readonly type: "http"; readonly url: string; readonly timeoutMs?: number | undefined }
  readonly breaking?: boolean | undefined
}

/** The server sends nothing to the URL of this executor. */
export class ExecutorUrlRefused extends Data.TaggedError("ExecutorUrlRefused")<{ readonly reason: string }> {
  override get message() {
    return this.reason
  }
}

/** What is remembered of a change: the engine as it leaves it. */
type EngineOnly = Pick<Engine.Decision, "engine">

type Unstored = OrgNotFound | StorageUnavailable
type Unrepeated = Replayed | IdempotencyConflict

/** The use cases of engines. */
export class Engines extends Context.Service<
  Engines,
  {
    /** A new engine without a version, with its signing secret. */
    readonly create: (
      orgId: OrgId,
      input: Pick<Engine.Engine, "slug" | "label" | "engineType"> & { readonly description?: string | undefined },
      remember?: Remember<EngineOnly>
    ) => Effect.Effect<SecretEngine, Engine.EngineSlugTaken | Unrepeated | Unstored>
    /** A new secret; the one before signs along for `overlapSeconds` (0 to 604,800; default 86,400). */
    readonly rotate: (
      orgId: OrgId,
      slug: string,
      overlapSeconds?: number,
      remember?: Remember<EngineOnly>
    ) => Effect.Effect<SecretEngine, Engine.EngineNotFound | SigningSecret.RotationLimitReached | Unrepeated | Unstored>
    /** The engine's next version; refused where nothing may be sent to its URL, or nothing could sign what is. */
    readonly release: (
      orgId: OrgId,
      slug: string,
      input: ReleaseInput,
      remember?: Remember<Engine.Release>
    ) => Effect.Effect<
      Engine.Release,
      ExecutorUrlRefused | Engine.EngineNotFound | Engine.SigningSecretMissing | Unrepeated | Unstored
    >
    readonly find: (
      orgId: OrgId,
      slug: string
    ) => Effect.Effect<Engine.Engine, Engine.EngineNotFound | StorageUnavailable>
    /** Newest first. */
    readonly list: (orgId: OrgId, page: PageRequest) => Effect.Effect<Page<Engine.Engine>, StorageUnavailable>
    readonly version: (
      orgId: OrgId,
      slug: string,
      version: string
    ) => Effect.Effect<EngineVersion.EngineVersion, Engine.EngineVersionNotFound | StorageUnavailable>
    /** Those of an engine, newest first. */
    readonly versions: (
      orgId: OrgId,
      slug: string,
      page: PageRequest
    ) => Effect.Effect<Page<EngineVersion.EngineVersion>, Engine.EngineNotFound | StorageUnavailable>
  }
>()("@nexio/core/engine/Engines") {
  static readonly layer = Layer.effect(
    Engines,
    Effect.gen(function* () {
      const store = yield* EngineStore
      const sender = yield* Sender
      const secrets = yield* Secrets
      const ids = yield* Ids

      const executorOf = ({ executor }: ReleaseInput): Effect.Effect<EngineVersion.Executor, ExecutorUrlRefused> => {
        if (executor.type === "echo") return Effect.succeed(executor)
        const { timeoutMs = EngineVersion.defaultTimeoutMs, type, url } = executor
        const reason = sender.refusal(url)
        return reason === undefined
          ? Effect.succeed({ type, url, timeoutMs })
          : Effect.fail(new ExecutorUrlRefused({ reason }))
      }

      return Engines.of({
        create: Effect.fn("Engines.create")(function* (orgId, input, remember) {
          const origin = yield* Origin.now
          const { at } = origin
          const id = ids.next<EngineId>(at)
          const { fresh, secret } = SigningSecret.mint(orgId, at, { ids, secrets })
          const made: Engine.Engine = {
            id,
            orgId,
            slug: input.slug,
            label: input.label,
            engineType: input.engineType,
            releases: [],
            secrets: [{ ...fresh, createdAt: at }],
            createdAt: at,
            ...(input.description === undefined ? {} : { description: input.description })
          }
          const { engine } = yield* store.change(
            orgId,
            input.slug,
            (found) => Engine.create(found, made, origin),
            remember
          )
          return { engine, secret }
        }),
        rotate: Effect.fn("Engines.rotate")(function* (orgId, text, overlapSeconds, remember) {
          const slug = yield* slugOf(text)
          const origin = yield* Origin.now
          const { fresh, secret } = SigningSecret.mint(orgId, origin.at, { ids, secrets })
          const overlap = overlapSeconds ?? Overlap.defaultSeconds
          const { engine } = yield* store.change(
            orgId,
            slug,
            (found) => Engine.rotate(found, slug, fresh, overlap, origin),
            remember
          )
          return { engine, secret }
        }),
        release: Effect.fn("Engines.release")(function* (orgId, text, input, remember) {
          const executor = yield* executorOf(input)
          const slug = yield* slugOf(text)
          const origin = yield* Origin.now
          const id = ids.next<EngineVersionId>(origin.at)
          const released = { changelog: input.changelog, executor, breaking: input.breaking === true }
          return yield* store.change<
            Engine.Decision & Engine.Release,
            Engine.EngineNotFound | Engine.SigningSecretMissing
          >(orgId, slug, (found) => Engine.release(found, slug, released, id, origin), remember)
        }),
        find: (orgId, text) => Effect.flatMap(slugOf(text), (slug) => store.find(orgId, slug)),
        list: store.list,
        version: Effect.fnUntraced(function* (orgId, text, version) {
          const asked = Option.all([parse(Engine.EngineSlug, text), parse(EngineVersion.Version, version)])
          if (Option.isNone(asked)) return yield* new Engine.EngineVersionNotFound()
          return yield* store.version(orgId, ...asked.value)
        }),
        versions: (orgId, text, page) => Effect.flatMap(slugOf(text), (slug) => store.versions(orgId, slug, page))
      })
    })
  )
}

/** A malformed slug is that of no engine. */
const slugOf = (text: string): Effect.Effect<Engine.EngineSlug, Engine.EngineNotFound> =>
  Option.match(parse(Engine.EngineSlug, text), {
    onNone: () => Effect.fail(new Engine.EngineNotFound({ engine: text })),
    onSome: Effect.succeed
  })
