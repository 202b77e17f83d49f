/** The declarations as the documents read them. */
import { Context, type Schema } from "effect"
import { type HttpApiEndpoint, type HttpApiMiddleware, OpenApi } from "effect/http-api"
import { KeyAccess, OperatorAccess, Requirement, SessionAccess } from "../Access.ts"
import { Example } from "../Operation.ts"
import * as Refusal from "../Refusal.ts"
import type { Tag } from "../Refused.ts"

/** The groups of an API, with their endpoints. */
export type Groups = Readonly<Record<string, Group>>

export interface Group {
  readonly annotations: Context.Context<never>
  readonly endpoints: Readonly<Record<string, unknown>>
}

/** A call, and what its declaration says. */
export interface Call {
  readonly id: string
  readonly method: string
  /** With its parameters in braces. */
  readonly path: string
  readonly group: string
  readonly summary: string
  readonly description: string
  readonly example: typeof Example.Service
  readonly face: "open" | "key" | "session" | "operator"
  readonly requirement: typeof Requirement.Service | undefined
  /** What its handler and middlewares say that it may be refused with. */
  readonly declared: ReadonlyArray<Tag>
}

const annotationOf = <I, S>(annotations: Context.Context<never>, key: Context.Key<I, S>): S | undefined =>
  Context.getOrUndefined(annotations as Context.Context<I>, key)

/** A group by the name of its tag. */
export const nameOf = ({ annotations }: Group): string => annotationOf(annotations, OpenApi.Title) ?? ""

/** What a group's tag means. */
export const meaningOf = ({ annotations }: Group): string => annotationOf(annotations, OpenApi.Description) ?? ""

/** All calls, in the order of their declaration. */
export const callsOf = (groups: Groups): ReadonlyArray<Call> =>
  Object.values(groups).flatMap((group) =>
    Object.values(group.endpoints).map((endpoint) => callOf(group, endpoint as HttpApiEndpoint.Top))
  )

const faces = [
  [KeyAccess, "key"],
  [SessionAccess, "session"],
  [OperatorAccess, "operator"]
] as const

const callOf = (group: Group, endpoint: HttpApiEndpoint.Top): Call => {
  const { annotations, method } = endpoint
  const middlewares = endpoint.middlewares as ReadonlySet<unknown>
  const errors = [...endpoint.error, ...[...endpoint.middlewares].flatMap(errorsOf)]
  return {
    method,
    path: endpoint.path.replace(/:(\w+)/g, "{$1}"),
    group: nameOf(group),
    id: annotationOf(annotations, OpenApi.Identifier) ?? "",
    summary: annotationOf(annotations, OpenApi.Summary) ?? "",
    description: annotationOf(annotations, OpenApi.Description) ?? "",
    example: annotationOf(annotations, Example) ?? {},
    face: faces.find(([access]) => middlewares.has(access))?.[1] ?? "open",
    requirement: annotationOf(annotations, Requirement),
    declared: [...new Set(errors.flatMap(Refusal.tagsOf))]
  }
}

const errorsOf = (middleware: unknown): ReadonlyArray<Schema.Top> => [
  ...(middleware as HttpApiMiddleware.AnyService).error
]
