/**
 * Slows down who tries keys: so many 401s a minute are answered to one client address, and then 429s. Who has a right
 * key is answered as ever, at whatever address.
 *
 * They are counted in the memory of this process, by UTC minute, and nothing else is asked. Of IPv6 what counts is the
 * first half of an address, since one host has all of the other half.
 */

import { Instant } from "@nexio/core"
import { Effect } from "effect"
import { HttpServerRequest, type HttpServerResponse } from "effect/http"
import ipaddr from "ipaddr.js"
import { TooManyUnauthorized } from "../api/Unacceptable.ts"
import { ClientAddress } from "./ClientAddress.ts"
import * as FlatErrors from "./FlatErrors.ts"
import type * as TrustedProxies from "./TrustedProxies.ts"

/** How many 401s an address is answered in a minute, unless it is said otherwise. */
export const defaultPerMinute = 120

/** How many addresses are remembered; of more of them, those that were not met for the longest are forgotten. */
const mostAddresses = 10_000

/** Counts 401s, and says of each whether it is one too many. */
export const counting = (perMinute: number) => {
  const counts = new Map<string, number>()
  let minute = 0
  return {
    isTooMany: (address: string | undefined, at: Instant.Instant): boolean => {
      if (Instant.minuteOf(at) !== minute) {
        counts.clear()
        minute = Instant.minuteOf(at)
      }
      const host = hostOf(address)
      const count = (counts.get(host) ?? 0) + 1
      counts.delete(host)
      counts.set(host, count)
      if (counts.size > mostAddresses) counts.delete(counts.keys().next().value!)
      return count > perMinute
    },
    /** How many addresses are remembered. */
    size: () => counts.size
  }
}

export interface ThrottleOptions {
  /** How many 401s an address is answered in a minute. Default: 120. */
  readonly perMinute?: number | undefined
  /** The proxies whose `X-Forwarded-For` counts. Default: nobody's. */
  readonly proxies?: TrustedProxies.TrustedProxies | undefined
}

/** Answers 429 instead of a 401 that is one too many. */
export const make = ({ perMinute = defaultPerMinute, proxies }: ThrottleOptions = {}) => {
  const { isTooMany } = counting(perMinute)
  const { of } = ClientAddress.through(proxies)
  const unauthorized = (response: HttpServerResponse.HttpServerResponse) =>
    Effect.zipWith(HttpServerRequest.HttpServerRequest, Instant.now, (request, at) => {
      if (!isTooMany(of(request), at)) return response
      const retryAfter = Math.ceil((Instant.minuteOf(at) + Instant.minute - at) / Instant.second)
      return FlatErrors.respond(new TooManyUnauthorized({ retryAfter }), request)
    })
  return <E, R>(
    httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>
  ): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R | HttpServerRequest.HttpServerRequest> =>
    Effect.flatMap(httpEffect, (response) =>
      response.status === 401 ? unauthorized(response) : Effect.succeed(response)
    )
}

const hostOf = (address: string | undefined): string => {
  if (address === undefined) return "none"
  const parsed = ipaddr.parse(address)
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(":") : address
}
