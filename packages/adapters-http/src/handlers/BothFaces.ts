/**
 * One handler for a call on both faces. On the portal's, who is signed in calls as a key of the environment that its
 * query says would, or as one of `live` where the call is about the org.
 */
import { Environment, principalIn, Sessions } from "@nexio/core"
import { Context, Effect, Layer, type Scope } from "effect"
import type { HttpApi, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { HttpApiBuilder } from "effect/http-api"
import { Caller, Requirement, Visitor } from "../api/Access.ts"
import { NexioApi } from "../api/NexioApi.ts"
import { Scoped } from "../api/PortalFace.ts"
import { InvalidRequest } from "../api/Unacceptable.ts"
import { liveOf } from "./SessionAccess.ts"

type Groups = typeof NexioApi extends HttpApi.HttpApi<string, infer Groups> ? Groups : never
type Names = HttpApiGroup.Identifier<Groups>

/** Those that the portal has too. */
type Shared = Names extends infer Name ? (Name extends `portal.${infer Shared}` ? Shared : never) : never

/** Which face handlers are made for. */
export type Face = "key" | "portal"

type Handled = HttpApiBuilder.Handlers<never, Record<string, HttpApiEndpoint.Constraint>>
type Asked = {
  readonly endpoint: HttpApiEndpoint.Top
  readonly query?: { readonly environment?: string }
}
type Handler = (asked: Asked) => Effect.Effect<unknown, unknown, Caller>

/** The handlers of a group on both faces, each made by `build`. */
export const group = <const Name extends Shared & Names, Return>(
  name: Name,
  build: (
    handlers: HttpApiBuilder.Handlers.FromGroup<HttpApiGroup.WithIdentifier<Groups, Name>>,
    face: Face
  ) => HttpApiBuilder.Handlers.ValidateReturn<Return>
): Layer.Layer<
  HttpApiGroup.Service<"nexio", Name> | HttpApiGroup.Service<"nexio", `portal.${Name}`>,
  HttpApiBuilder.Handlers.Error<Return>,
  Exclude<HttpApiBuilder.Handlers.Context<Return>, Scope.Scope> | Sessions
> => {
  const portal = HttpApiBuilder.group(
    NexioApi,
    `portal.${name}` as never,
    ((handlers: Handled) =>
      Effect.flatMap(calling, (callerOf) => build(ofMembers(handlers, callerOf) as never, "portal") as never)) as never
  )
  return Layer.merge(
    HttpApiBuilder.group(NexioApi, name, (handlers) => build(handlers as never, "key")),
    portal as never
  )
}

/** Gives who makes a call of the portal, as a key would. */
export const calling = Effect.map(Sessions, (sessions) =>
  Effect.fnUntraced(function* ({ endpoint, query }: Asked) {
    const visitor = yield* Visitor
    const live = principalIn(visitor, liveOf(visitor))
    const { environment = "all" } = query ?? {}
    const reads = Context.get(endpoint.annotations as Context.Context<Requirement>, Requirement).call === "read"
    if (!Context.get(endpoint.annotations, Scoped)) return { ...live, across: true as const }
    if (environment === "all") {
      if (reads) return { ...live, across: true as const }
      const message = "Name one environment: all of them are for reading."
      return yield* new InvalidRequest({ details: [{ path: "environment", message }] })
    }
    const found = yield* sessions.environment(visitor, environment)
    if (found.deletedAt !== undefined && !reads) return yield* new Environment.EnvironmentNotFound({ environment })
    return principalIn(visitor, found)
  })
)

/** Takes the handlers of keys as those of members. */
const ofMembers = (handlers: Handled, callerOf: Effect.Success<typeof calling>) => {
  const ofMember =
    (handler: Handler) =>
    (asked: Asked): Effect.Effect<unknown, unknown, Visitor> =>
      Effect.flatMap(callerOf(asked), (caller) =>
        Effect.mapError(Effect.provideService(handler(asked), Caller, caller), (error) =>
          // Deleted since it was found.
          error instanceof Environment.EnvironmentGone
            ? new Environment.EnvironmentNotFound({ environment: caller.environment })
            : error
        )
      )

  return {
    handle: (name: string, handler: Handler) => handlers.handle(name as never, ofMember(handler) as never),
    handleAll: (all: Readonly<Record<string, Handler>>) =>
      handlers.handleAll(
        Object.fromEntries(Object.entries(all).map(([name, handler]) => [name, ofMember(handler)])) as never
      )
  }
}
