/** What the OpenAPI document and `/llms.txt` tell of a call, declared beside it. */
import { Context } from "effect"
import { OpenApi } from "effect/http-api"

/** A body as it is on the wire. */
export type Json = Readonly<Record<string, unknown>>

/** What is asked and what is answered, for instance; nothing where there is no body. */
export class Example extends Context.Service<
  Example,
  {
    readonly request?: Json | undefined
    readonly answer?: Json | string | undefined
    readonly csv?: string | undefined
  }
>()("@nexio/adapters-http/api/Example") {}

/**
 * An endpoint's annotations. The `id` is what generated clients name the call by; the `summary` is one line of
 * `/llms.txt`. Who may call is told from the requirement and need not be said again.
 */
export const operation = (
  id: string,
  summary: string,
  {
    description,
    ...example
  }: {
    readonly description: string
    readonly request?: Json
    readonly answer?: Json | string
    /** The same answer as comma-separated values. */
    readonly csv?: string
  }
): Context.Context<Example> =>
  Context.add(OpenApi.annotations({ identifier: id, summary, description }), Example, example)

/** A group's annotations: the name and the meaning of its tag. */
export const tag = (title: string, description: string): Context.Context<never> =>
  OpenApi.annotations({ title, description })
