/**
 * Refuses a change that a page of another origin asks for. A browser says where a page comes from; who says nothing is
 * no browser, and has no cookie but its own. Contract, section 7.
 */
import { Effect, Layer } from "effect"
import { HttpServerRequest } from "effect/http"
import { JsonDemanded, SameOrigin } from "../api/Access.ts"
import { OtherOrigin } from "../api/Unacceptable.ts"
import type { Admitted } from "./Admitted.ts"

/** What `Sec-Fetch-Site` says of our own pages, and of what a person asks for without a page. */
const own: ReadonlyArray<string | undefined> = [undefined, "same-origin", "none"]

/** `publicUrl` gives the address that people reach the server at, which is known once it listens. */
export const layer = (publicUrl: () => string) =>
  Layer.succeed(SameOrigin, (httpEffect) =>
    Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers, method }): Admitted<OtherOrigin> => {
      const { origin = new URL(publicUrl()).origin, "sec-fetch-site": site } = headers
      const reads = method === "GET" || method === "HEAD"
      return reads || (origin === new URL(publicUrl()).origin && own.includes(site))
        ? Effect.provideService(httpEffect, JsonDemanded, true)
        : Effect.fail(new OtherOrigin({ publicUrl: publicUrl() }))
    })
  )
