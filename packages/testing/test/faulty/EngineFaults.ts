import { Engine, type EngineStore, EngineVersion, type Run, type RunStore, SigningSecret } from "@nexio/core"
import { Effect, Result } from "effect"
import { turns } from "../../src/laws/data-plane/Turns.ts"
import { inStores, type StoreSet } from "./Fault.ts"

type Engines = EngineStore["Service"]
type Runs = RunStore["Service"]

/** Reads an engine otherwise. */
const reading = ({ engines }: StoreSet, read: (engine: Engine.Engine) => Engine.Engine): { engines: Engines } => ({
  engines: {
    ...engines,
    find: (orgId, slug) => Effect.map(engines.find(orgId, slug), read),
    list: (orgId, page) =>
      Effect.map(engines.list(orgId, page), (found) => ({ ...found, items: found.items.map(read) }))
  }
})

/** Decides on an engine that was read otherwise. */
const deciding = (
  { engines }: StoreSet,
  see: (engine: Engine.Engine | undefined) => Engine.Engine | undefined
): { engines: Engines } => ({
  engines: {
    ...engines,
    change: (orgId, slug, decide, remember) => engines.change(orgId, slug, (found) => decide(see(found)), remember)
  }
})

/** Runs that say another release, or another thing of it. */
const otherwise = ({ runs }: StoreSet, change: (run: Run.Run) => Run.Run): { runs: Runs } => ({
  runs: {
    ...runs,
    submit: (submitted, remember) => Effect.map(runs.submit(submitted, remember), change),
    find: (scope, id) => Effect.map(runs.find(scope, id), change),
    claim: (request) => Effect.map(runs.claim(request), (all) => all.map((one) => ({ ...one, run: change(one.run) })))
  }
})

export const faults = [
  ...inStores("EngineStore", [
    {
      name: "forgets the description of an engine",
      breaks: "An engine is read as it was made (5, GET /engines/{slug}).",
      wrap: (right) => reading(right, ({ description: _description, ...engine }) => engine)
    },
    {
      name: "reads an engine's secrets oldest first",
      breaks: "Signing secrets are kept newest first (SigningSecret.rotate).",
      wrap: (right) => reading(right, (engine) => ({ ...engine, secrets: engine.secrets.toReversed() }))
    },
    {
      name: "lists engines oldest first",
      breaks: "Lists go newest first (3).",
      wrap: ({ engines }) => ({
        engines: {
          ...engines,
          versions: (orgId, slug, page) =>
            Effect.map(engines.versions(orgId, slug, page), (found) => ({ ...found, items: found.items.toReversed() }))
        }
      })
    },
    {
      name: "gives the first page of versions again and again",
      breaks: "A page goes on after the one before (3).",
      wrap: ({ engines }) => ({
        engines: {
          ...engines,
          versions: (orgId, slug, { limit }) => engines.versions(orgId, slug, { limit })
        }
      })
    },
    {
      name: "reads every executor as one that echoes",
      breaks: "A version is read as it was released (5).",
      wrap: ({ engines }) => ({
        engines: {
          ...engines,
          version: (orgId, slug, version) =>
            Effect.map(engines.version(orgId, slug, version), (found) => ({ ...found, executor: EngineVersion.echo }))
        }
      })
    },
    {
      name: "gives the newest version for whichever is read",
      breaks: "A version is read by its number (5, GET /engines/{slug}/versions/{version}).",
      wrap: ({ engines }) => ({
        engines: {
          ...engines,
          version: (orgId, slug, version) =>
            Effect.flatMap(engines.version(orgId, slug, version), (found) =>
              Effect.map(Effect.orDie(engines.versions(orgId, slug, { limit: 1 })), ({ items }) => items[0] ?? found)
            )
        }
      })
    },
    {
      name: "finds no versions of an engine that there is not, where it should say so",
      breaks: "The versions of an unknown engine are EngineNotFound (EngineStore.versions).",
      wrap: ({ engines }) => ({
        engines: {
          ...engines,
          versions: (orgId, slug, page) =>
            Effect.catchTag(engines.versions(orgId, slug, page), "EngineNotFound", () => Effect.succeed({ items: [] }))
        }
      })
    },
    {
      name: "numbers from the first major, whatever broke since",
      breaks: "A version is the next minor of the newest major (5, POST /engines/{slug}/versions).",
      wrap: (right) => deciding(right, (found) => found && { ...found, releases: found.releases.slice(0, 1) })
    },
    {
      name: "replaces an engine that is called the same",
      breaks: "A taken slug is refused (EngineStore.change).",
      wrap: ({ engines }) => ({
        engines: {
          ...engines,
          change: (orgId, slug, decide, remember) =>
            engines.change(
              orgId,
              slug,
              (found) => {
                const decided = decide(found)
                return Result.isFailure(decided) && decided.failure instanceof Engine.EngineSlugTaken
                  ? decide(undefined)
                  : decided
              },
              remember
            )
        }
      })
    },
    {
      name: "decides on an engine before it locks it",
      breaks: "Changes of an org's engines come one after the other (EngineStore.change).",
      wrap: ({ engines }) => ({
        engines: {
          ...engines,
          change: Effect.fnUntraced(function* (orgId, slug, decide, remember) {
            const found = yield* Effect.catchTag(engines.find(orgId, slug), "EngineNotFound", () => Effect.undefined)
            const decided = decide(found)
            yield* turns(2)
            return yield* engines.change(orgId, slug, () => decided, remember)
          })
        }
      })
    },
    {
      name: "remembers nothing of a change",
      breaks: "A request repeated with its Idempotency-Key has one effect (3).",
      wrap: ({ engines }) => ({
        engines: { ...engines, change: (orgId, slug, decide) => engines.change(orgId, slug, decide) }
      })
    },
    {
      name: "counts secrets whose overlap has ended among the valid ones",
      breaks: "A fourth valid at once is refused, and no other (5).",
      wrap: (right) =>
        deciding(
          right,
          (found) =>
            found && {
              ...found,
              secrets: found.secrets.map(({ endsAt, ...secret }) =>
                endsAt === undefined ? secret : { ...secret, endsAt: endsAt + 10_000 }
              )
            }
        )
    }
  ]),
  ...inStores("RunStore", [
    {
      name: "tells of a release that nobody asked for or pinned",
      breaks: "engine_version is there only if it was asked for or pinned (5).",
      wrap: (right) => otherwise(right, (run) => ({ ...run, engineVersion: run.release }))
    },
    {
      name: "keeps quiet about a version that was asked for",
      breaks: "engine_version is there where it was asked for (5).",
      wrap: (right) => otherwise(right, ({ engineVersion: _version, ...run }) => run)
    },
    {
      name: "takes the newest version, whatever is asked for",
      breaks: "A version that is asked for executes the run (5).",
      wrap: ({ runs }) => ({
        runs: {
          ...runs,
          submit: ({ versionAsked: _asked, ...submitted }, remember) => runs.submit(submitted, remember)
        }
      })
    },
    {
      name: "takes the environment's pin before what is asked for",
      breaks: "A version is asked for per run, else taken from the pin (5).",
      wrap: ({ environments, runs }) => ({
        runs: {
          ...runs,
          submit: ({ versionAsked, ...submitted }, remember) =>
            Effect.flatMap(environments.byId(submitted.orgId, submitted.environmentId), (environment) =>
              runs.submit(
                environment?.pinnedEngineVersion === undefined ? { ...submitted, versionAsked } : submitted,
                remember
              )
            )
        }
      })
    },
    {
      name: "takes the newest of a major for an exact version",
      breaks: "1.3 is exact (5).",
      wrap: ({ runs }) => ({
        runs: {
          ...runs,
          submit: (submitted, remember) =>
            runs.submit(
              { ...submitted, versionAsked: submitted.versionAsked?.replace(/^(\d+)\.\d+$/, "$1.x") },
              remember
            )
        }
      })
    },
    {
      name: "takes a version that is written with zeros before it",
      breaks: "A release is asked for by its number as it is written; anything else is refused (5).",
      wrap: ({ runs }) => ({
        runs: {
          ...runs,
          submit: (submitted, remember) =>
            runs.submit(
              { ...submitted, versionAsked: submitted.versionAsked?.replace(/^0+(?=\d)|(?<=\.)0+(?=\d)/g, "") },
              remember
            )
        }
      })
    },
    {
      name: "takes the newest version where there is none of the one that is asked for",
      breaks: "A run whose engine has no release for it is refused (5).",
      wrap: ({ runs }) => ({
        runs: {
          ...runs,
          submit: (submitted, remember) =>
            Effect.catchTag(runs.submit(submitted, remember), "InvalidEngineVersion", () =>
              runs.submit({ ...submitted, versionAsked: undefined }, remember)
            )
        }
      })
    },
    {
      name: "takes a run on an engine that there is not for one on the engine default",
      breaks: "A run on an unknown engine is EngineNotFound (RunStore.submit).",
      wrap: ({ runs }) => ({
        runs: {
          ...runs,
          submit: (submitted, remember) =>
            Effect.catchTag(runs.submit(submitted, remember), "EngineNotFound", () =>
              runs.submit({ ...submitted, engine: Engine.defaultEngine }, remember)
            )
        }
      })
    },
    {
      name: "executes a run by the newest release at its claim",
      breaks: "The version is resolved and frozen at submission (5).",
      wrap: ({ engines, runs }) => ({
        runs: {
          ...runs,
          claim: (request) =>
            Effect.flatMap(runs.claim(request), (claimed) =>
              Effect.forEach(claimed, (one) =>
                Effect.map(
                  Effect.orDie(engines.versions(one.run.orgId, one.run.engine, { limit: 1 })),
                  ({ items }) => ({ ...one, executor: items[0]?.executor ?? one.executor })
                )
              )
            )
        }
      })
    },
    {
      name: "signs with an engine's newest secret alone",
      breaks: "Each replaced secret signs along until its overlap ends (5; ClaimedRun.secrets).",
      wrap: ({ runs }) => ({
        runs: {
          ...runs,
          claim: (request) =>
            Effect.map(runs.claim(request), (claimed) =>
              claimed.map((one) => ({ ...one, secrets: one.secrets.slice(0, 1) }))
            )
        }
      })
    },
    {
      name: "signs with secrets whose overlap has ended",
      breaks: "A secret signs until its overlap ends (5; ClaimedRun.secrets).",
      wrap: ({ engines, runs }) => ({
        runs: {
          ...runs,
          claim: (request) =>
            Effect.flatMap(runs.claim(request), (claimed) =>
              Effect.forEach(claimed, (one) =>
                Effect.map(Effect.orDie(engines.find(one.run.orgId, one.run.engine)), ({ secrets }) => ({
                  ...one,
                  secrets: SigningSecret.validAt(secrets, 0)
                }))
              )
            )
        }
      })
    }
  ])
]
