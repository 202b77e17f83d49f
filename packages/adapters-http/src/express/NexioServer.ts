/** The contract on an address of its own, for as long as the layer's scope is open. */

import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { Context, Data, Duration, Effect, Latch, Layer, Schedule, Scope } from "effect"
import type { Options } from "../handlers/index.ts"
import * as App from "./App.ts"
import * as FlatServer from "./FlatServer.ts"

/** Where to listen. */
export interface Address {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
}

/** The address cannot be listened at. */
export class ListenFailed extends Data.TaggedError("ListenFailed")<{
  readonly address: Address
  readonly cause: Error
}> {
  override get message() {
    return `Cannot listen at ${this.address.host}:${this.address.port}: ${this.cause.message}`
  }
}

/** How long requests that are under way may take to end once the server stops. */
const drain = Duration.seconds(10)

export class NexioServer extends Context.Service<
  NexioServer,
  {
    /** The address that it really listens at. */
    readonly address: Address
  }
>()("@nexio/adapters-http/express/NexioServer") {
  /** Listens; when its scope closes it takes no more, and lets requests under way end within 10 s. */
  static readonly layer = (options: Options & App.PortalOptions & Address) =>
    Layer.effect(
      NexioServer,
      Effect.gen(function* () {
        // A scope of their own, which closes after the listener: one that closes first waits for requests under way while
        // the listener still takes others, and without a limit.
        const requests = yield* Scope.fork(yield* Effect.scope)
        const stopping = yield* Latch.make()
        const listener = yield* Scope.provide(App.listener({ ...options, stopping: stopping.await }), requests)
        const server = FlatServer.serverOf(listener)
        yield* Effect.acquireRelease(listen(server, options), () => Effect.andThen(stopping.open, close(server)))
        return NexioServer.of({ address: { host: options.host, port: (server.address() as AddressInfo).port } })
      })
    )
}

const listen = (server: Server, address: Address): Effect.Effect<void, ListenFailed> =>
  Effect.callback((resume) => {
    server.once("error", (cause) => resume(Effect.fail(new ListenFailed({ address, cause }))))
    server.listen(address.port, address.host, () => resume(Effect.void))
  })

/** A connection that is kept alive is closed once it is idle. */
const close = (server: Server): Effect.Effect<void> =>
  Effect.callback<void>((resume) => {
    server.close(() => resume(Effect.void))
  }).pipe(
    Effect.raceFirst(
      Effect.repeat(
        Effect.sync(() => server.closeIdleConnections()),
        Schedule.spaced("20 millis")
      )
    ),
    Effect.timeoutOption(drain),
    Effect.andThen(Effect.sync(() => server.closeAllConnections())),
    Effect.asVoid
  )
