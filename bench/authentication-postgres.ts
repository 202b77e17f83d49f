/** Key authentication in process on PostgreSQL for 32 callers at once, against better-auth on the same server. */
import { CryptoSecrets, Postgres, UuidIds } from "@nexio/adapters-sql"
import { ApiKeys, Authentication, Environments, Orgs, Permission } from "@nexio/core"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { rowsWritten, type Postgres as Server, settle } from "./Postgres.ts"
import * as BetterAuth from "./peers/better-auth.ts"
import * as Sample from "./Sample.ts"

const rounds = 5
const milliseconds = 2_500
const callers = 32
const keys = 1_000

export const authenticationOnPostgres = async (server: Server) => {
  const url = await server.database("ours_in_process")
  const texts = await minted(url)
  const before = await rowsWritten(url)
  if (before < keys) throw new Error("Rows are written that are not counted")
  const ours = await opened(url)
  const urls = [await server.database("better_auth"), await server.database("better_auth_memory")] as const
  const stored = await BetterAuth.open(urls[0], "database", keys)
  const remembered = await BetterAuth.open(urls[1], "database behind memory", keys)
  for (const each of [url, ...urls]) await settle(each)

  const round = async () => ({
    stored: await rate((index) => stored.verify(stored.keys[index % keys]!)),
    remembered: await rate((index) => remembered.verify(remembered.keys[index % keys]!)),
    ours: await ours.rate(texts)
  })
  await round()
  const figures: Array<Awaited<ReturnType<typeof round>>> = []
  for (let count = 0; count < rounds; count += 1) figures.push(await round())

  await Promise.all([stored.close(), remembered.close(), ours.close()])
  return {
    stored: Sample.of(figures.map(({ stored }) => stored)),
    remembered: Sample.of(figures.map(({ remembered }) => remembered)),
    ours: Sample.of(figures.map(({ ours }) => ours)),
    ofStored: Sample.of(figures.map(({ ours, stored }) => ours / stored)),
    ofRemembered: Sample.of(figures.map(({ ours, remembered }) => ours / remembered)),
    rowsWritten: (await rowsWritten(url)) - before
  }
}

/** Verifications a second, each caller's next one after its last. */
const rate = async (verify: (index: number) => Promise<void>): Promise<number> => {
  const start = performance.now()
  let count = 0
  const call = async () => {
    while (performance.now() < start + milliseconds) await verify(count++)
  }
  await Promise.all(Array.from({ length: callers }, call))
  return (count / (performance.now() - start)) * 1_000
}

const runtime = (url: string) =>
  ManagedRuntime.make(
    Layer.mergeAll(Orgs.layer, Environments.layer, ApiKeys.layer, Authentication.layer).pipe(
      Layer.provide(Postgres.layer(Redacted.make(url))),
      Layer.provide(Layer.mergeAll(UuidIds.layer, CryptoSecrets.layer([Redacted.make(new Uint8Array(32))])))
    )
  )

/** The texts of keys of one org, made by a process that is done: all that it wrote is counted. */
const minted = async (url: string): Promise<ReadonlyArray<string>> => {
  const maker = runtime(url)
  const texts = await maker.runPromise(
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
  await maker.dispose()
  return texts
}

const opened = async (url: string) => {
  const verifier = runtime(url)
  const { verify } = await verifier.runPromise(Authentication)
  const drive = Effect.fnUntraced(function* (texts: ReadonlyArray<string>) {
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
  return {
    rate: (texts: ReadonlyArray<string>) => verifier.runPromise(drive(texts)),
    close: () => verifier.dispose()
  }
}
