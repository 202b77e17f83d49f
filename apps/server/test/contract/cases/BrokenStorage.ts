/** Storage that can be broken and mended while a server uses it. */
import { Backlog, StorageUnavailable } from "@nexio/core"
import { Faults } from "@nexio/testing/faults"
import { Context, Effect, Layer } from "effect"
import type { Around } from "../../../src/Layers.ts"

/** What of storage fails: looking keys up, what runs are queued in, all but the keys, or all but those by a bug. */
export type Broken = "keys" | "queue" | "storage" | "bug"

/** How it is now; a test changes it. */
export interface State {
  broken?: Broken | undefined
}

const isKeyLookup = (operation: Faults.Operation) => operation === "ApiKeyStore.find"

/** What is put around storage. */
export const around =
  (now: State): Around =>
  (stored) => {
    const failing = Faults.failing(({ operation }) =>
      now.broken === (isKeyLookup(operation) ? "keys" : "storage") ||
      (now.broken === "queue" && operation.startsWith("RunStore."))
        ? "before"
        : undefined
    )
    const dying = Faults.dying(({ operation }) =>
      now.broken === "bug" && !isKeyLookup(operation) ? "defect" : undefined
    )
    return others(now).pipe(Layer.provideMerge(dying), Layer.provideMerge(failing), Layer.provideMerge(stored))
  }

/** What the kit has no faults for: the backlog, which the operator's metrics read. */
const others = (now: State) =>
  Layer.effectContext(Effect.map(Backlog, (backlog) => Context.make(Backlog, breakable(backlog, now))))

const breakable = <Service extends object>(service: Service, now: State): Service =>
  new Proxy(service, {
    get: (target, name) => {
      const operation: unknown = Reflect.get(target, name)
      if (typeof operation !== "function") return operation
      return (...args: ReadonlyArray<unknown>) =>
        Effect.suspend(() => {
          if (now.broken === "storage") return Effect.fail(new StorageUnavailable({ cause: "as planned" }))
          if (now.broken === "bug") return Effect.die(new Error("dies, as planned"))
          return Reflect.apply(operation, target, args) as Effect.Effect<unknown>
        })
    }
  })
