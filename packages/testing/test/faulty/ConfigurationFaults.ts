import type { Clone, Configuration } from "@nexio/core"
import { Effect, Result } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"
import { turns } from "./Listed.ts"

type Configurations = StoreSet["configurations"]

/** Writes another clone than the one that was decided on, and answers with the right one. */
const writing = (configurations: Configurations, as: (cloned: Clone.Cloned) => Clone.Cloned): Configurations => ({
  ...configurations,
  clone: (orgId, slugs, decide, remember) => {
    let answer: Clone.Cloned | undefined
    const cloning = configurations.clone(
      orgId,
      slugs,
      (configured) =>
        Result.map(decide(configured), (cloned) => {
          answer = cloned
          return as(cloned)
        }),
      remember
    )
    return Effect.map(cloning, (cloned) => answer ?? cloned)
  }
})

/** What is read and decided on, as `look` has it. */
const seen = (
  configurations: Configurations,
  look: (one: Configuration.Configuration, all: Configuration.Configured) => Configuration.Configuration
): Configurations => {
  const looked = (configured: Configuration.Configured) => ({
    ...configured,
    configurations: configured.configurations.map((one) => look(one, configured))
  })
  return {
    read: (orgId, slugs) => Effect.map(configurations.read(orgId, slugs), looked),
    clone: (orgId, slugs, decide, remember) =>
      configurations.clone(orgId, slugs, (configured) => decide(looked(configured)), remember)
  }
}

export const faults = inStores("ConfigurationStore", [
  {
    name: "writes cloned endpoints as active",
    breaks: "Endpoints are copied in inactive (5, clone).",
    wrap: ({ configurations }) => ({
      configurations: writing(configurations, (cloned) => ({
        ...cloned,
        endpoints: cloned.endpoints.map((endpoint) => ({ ...endpoint, active: true }))
      }))
    })
  },
  {
    name: "writes all but the last cloned endpoint",
    breaks: "A clone is written whole (ConfigurationStore.clone).",
    wrap: ({ configurations }) => ({
      configurations: writing(configurations, (cloned) => ({ ...cloned, endpoints: cloned.endpoints.slice(0, -1) }))
    })
  },
  {
    name: "does not write the pin that was taken over",
    breaks: "Pin and description are taken over too (5, clone).",
    wrap: ({ configurations }) => ({
      configurations: writing(configurations, (cloned) => {
        const { pinnedEngineVersion: _pin, ...environment } = cloned.environment
        return { ...cloned, environment }
      })
    })
  },
  {
    name: "does not write the description that was taken over",
    breaks: "Pin and description are taken over too (5, clone).",
    wrap: ({ configurations }) => ({
      configurations: writing(configurations, (cloned) => {
        const { description: _description, ...environment } = cloned.environment
        return { ...cloned, environment }
      })
    })
  },
  {
    name: "writes no entry of a clone in the audit log",
    breaks: "Every change is in the audit log, in its transaction (9).",
    wrap: ({ configurations }) => ({
      configurations: writing(configurations, (cloned) => ({ ...cloned, entry: undefined }))
    })
  },
  {
    name: "gives endpoints newest first",
    breaks: "Endpoints are in the order of their making (Configuration.endpoints).",
    wrap: ({ configurations }) => ({
      configurations: seen(configurations, (one) => ({ ...one, endpoints: one.endpoints.toReversed() }))
    })
  },
  {
    name: "leaves out inactive endpoints",
    breaks: "All endpoints that are not deleted are cloned and compared; activity is aside (5, clone and diff).",
    wrap: ({ configurations }) => ({
      configurations: seen(configurations, (one) => ({
        ...one,
        endpoints: one.endpoints.filter(({ active }) => active)
      }))
    })
  },
  {
    name: "gives each environment the endpoints of the first",
    breaks: "An environment's endpoints are its own (2.6).",
    wrap: ({ configurations }) => ({
      configurations: seen(configurations, (one, all) => ({ ...one, endpoints: all.configurations[0]!.endpoints }))
    })
  },
  {
    name: "reads live whether it is asked for or not",
    breaks: "Just the environments of the slugs are read (ConfigurationStore.read).",
    wrap: ({ configurations }) => ({
      configurations: {
        ...configurations,
        read: (orgId, slugs) => configurations.read(orgId, [...slugs, "live"])
      }
    })
  },
  {
    name: "reads the configurations before it locks the org",
    breaks: "At most ten times endpoint_limit endpoints in all, whatever the number of concurrent callers (5).",
    wrap: ({ configurations }) => ({
      configurations: {
        ...configurations,
        clone: Effect.fnUntraced(function* (orgId, slugs, decide, remember) {
          const decided = decide(yield* configurations.read(orgId, slugs))
          yield* turns(3)
          return yield* configurations.clone(orgId, slugs, () => decided, remember)
        })
      }
    })
  },
  {
    name: "clones again where a clone is repeated",
    breaks: "A repeated request has one effect (3, Idempotency-Key).",
    wrap: ({ configurations }) => ({
      configurations: {
        ...configurations,
        clone: (orgId, slugs, decide) => configurations.clone(orgId, slugs, decide)
      }
    })
  }
])
