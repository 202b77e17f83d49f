/**
 * The portal's face of the key's calls: each group once more, from the same declarations, under names of its own.
 *
 * A call that is about one environment takes it in its query, since no key says which it is. What else differs is said
 * beside the declaration, by {@link OnPortal}.
 */
import { Context, Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import type { Json } from "./Operation.ts"
import { Example } from "./Operation.ts"

/** An endpoint's annotation: whether it is about one environment, or of all where it reads. */
export const Scoped = Context.Reference<boolean>("@nexio/adapters-http/api/Scoped", { defaultValue: () => false })

/** An endpoint's annotation: that the portal is answered otherwise, and how. */
export class OnPortal extends Context.Service<
  OnPortal,
  { readonly success: Schema.Top; readonly example: Json; readonly description: string }
>()("@nexio/adapters-http/api/OnPortal") {}

const prefix = "portal."

type Portal<Group> =
  Group extends HttpApiGroup.HttpApiGroup<infer Id, infer Endpoints, boolean>
    ? HttpApiGroup.HttpApiGroup<`${typeof prefix}${Id}`, Endpoints>
    : never

/** The groups as the portal has them, in their order. */
export const portalOf = <const Groups extends ReadonlyArray<HttpApiGroup.Constraint>>(
  groups: Groups
): { readonly [Nth in keyof Groups]: Portal<Groups[Nth]> } =>
  (groups as ReadonlyArray<unknown> as ReadonlyArray<HttpApiGroup.Top>).map((group) => {
    const [first, ...others] = Object.values(group.endpoints).map((one) => endpointOf(one as HttpApiEndpoint.Top))
    return HttpApiGroup.make(`${prefix}${group.identifier}`)
      .annotateMerge(group.annotations)
      .annotate(
        OpenApi.Title,
        `Portal: ${Context.get(group.annotations as Context.Context<OpenApi.Title>, OpenApi.Title)}`
      )
      .add(first!, ...others)
  }) as never

/** Which environment a call is about. */
export const environment = Schema.String.annotate({
  description: "The slug of an environment, its id (the only way to a deleted one), or where it reads `all`"
})

const endpointOf = (endpoint: HttpApiEndpoint.Top): HttpApiEndpoint.Top => {
  const annotations = endpoint.annotations as Context.Context<OpenApi.Identifier | Example>
  const id = Context.get(annotations, OpenApi.Identifier)
  const renamed = endpoint.annotate(OpenApi.Identifier, `portal${id.replace(/^./, (first) => first.toUpperCase())}`)
  const scoped = Context.get(endpoint.annotations, Scoped)
    ? { query: parts({ query: { ...fieldsOf(endpoint.query), environment } }).query }
    : {}
  const other = Context.getOption(endpoint.annotations as Context.Context<OnPortal>, OnPortal)
  if (other._tag === "None") return Object.assign(renamed, scoped)
  const { description, example, success } = other.value
  const { request } = Context.get(annotations, Example)
  return Object.assign(
    renamed.annotate(OpenApi.Description, description).annotate(Example, { request, answer: example }),
    { success: parts({ success }).success }
  )
}

/** Parts of an endpoint as one that is declared with them has them. */
const parts = (options: { readonly query?: Schema.Struct.Fields; readonly success?: Schema.Top }) =>
  HttpApiEndpoint.get("parts", "/", options as { readonly query: Schema.Struct.Fields })

/** The fields of a query as they were declared; a query that takes nothing has none. */
const fieldsOf = (query: Schema.Top | undefined): Schema.Struct.Fields =>
  (query as { readonly schema?: { readonly fields?: Schema.Struct.Fields } } | undefined)?.schema?.fields ?? {}
