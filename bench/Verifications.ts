/** Verifications of keys in process: a thousand keys, and how many of them callers verify in a second. */
import { CryptoSecrets, UuidIds } from "@nexio/adapters-sql"
import { ApiKeys, Authentication, Environments, Orgs, Permission } from "@nexio/core"
import { Effect, Layer, type ManagedRuntime, Redacted } from "effect"
import { masterKey } from "./Server.ts"

export const keys = 1_000
const milliseconds = 2_500

export const services = Layer.mergeAll(Orgs.layer, Environments.layer, ApiKeys.layer, Authentication.layer)
export const base = Layer.mergeAll(UuidIds.layer, CryptoSecrets.layer([Redacted.make(masterKey)]))

type Runtime = ManagedRuntime.ManagedRuntime<Orgs | Environments | ApiKeys | Authentication, unknown>

/** The texts of keys of one org. */
export const mint = (runtime: Runtime): Promise<ReadonlyArray<string>> =>
  runtime.runPromise(
    Effect.gen(function* () {
      const { org } = yield* (yield* Orgs).found({ name: "Bench" })
      yield* (yield* Environments).create(org.id, { slug: "dev" })
      const made = yield* Effect.forEach(Array.from({ length: keys }).keys(), (index) =>
        Effect.flatMap(ApiKeys, (apiKeys) =>
          apiKeys.mint(org.id, { name: `key ${index}`, environment: "dev", granter: Permission.all })
        )
      )
      return made.map(({ key }) => Redacted.value(key))
    })
  )

/** Ours a second, each caller's next one after its last. */
export const ours = (runtime: Runtime, texts: ReadonlyArray<string>, callers: number): Promise<number> =>
  runtime.runPromise(
    Effect.gen(function* () {
      const { verify } = yield* Authentication
      const start = performance.now()
      let count = 0
      const call = Effect.gen(function* () {
        while (performance.now() < start + milliseconds) {
          yield* verify(Redacted.make(texts[count++ % texts.length]!))
        }
      })
      yield* Effect.all(
        Array.from({ length: callers }, () => call),
        { concurrency: "unbounded", discard: true }
      )
      return (count / (performance.now() - start)) * 1_000
    })
  )

/** The same of a verifier that gives promises. */
export const theirs = async (
  { keys, verify }: { readonly keys: ReadonlyArray<string>; readonly verify: (key: string) => Promise<void> },
  callers: number
): Promise<number> => {
  const start = performance.now()
  let count = 0
  const call = async () => {
    while (performance.now() < start + milliseconds) await verify(keys[count++ % keys.length]!)
  }
  await Promise.all(Array.from({ length: callers }, call))
  return (count / (performance.now() - start)) * 1_000
}

/** The same of one that answers at once. */
export const bare = (texts: ReadonlyArray<string>, verify: (key: string) => void): number => {
  const start = performance.now()
  let count = 0
  while (performance.now() < start + milliseconds) verify(texts[count++ % texts.length]!)
  return (count / (performance.now() - start)) * 1_000
}
