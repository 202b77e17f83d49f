/** Admits a call by the operator's token. */

import { createHash, timingSafeEqual } from "node:crypto"
import { Origin } from "@nexio/core"
import { Effect, Layer, Redacted } from "effect"
import { HttpServerRequest } from "effect/http"
import { OperatorAccess } from "../api/Access.ts"
import { OperatorUnknown, UnknownPath } from "../api/Unacceptable.ts"
import type { Admitted } from "./Admitted.ts"
import * as Bearer from "./Bearer.ts"
import { ClientAddress } from "./ClientAddress.ts"

const digest = (text: string): Buffer => createHash("sha256").update(text).digest()

/** Any of the tokens is right, so that one can replace another; with none, nothing is found here. */
export const layer = (tokens: ReadonlyArray<Redacted.Redacted>) => {
  const digests = tokens.map((token) => digest(Redacted.value(token)))
  return Layer.effect(
    OperatorAccess,
    Effect.map(
      ClientAddress,
      (client) => (httpEffect) =>
        Effect.flatMap(HttpServerRequest.HttpServerRequest, (request): Admitted<OperatorUnknown | UnknownPath> => {
          if (digests.length === 0) return Effect.fail(new UnknownPath())
          const token = Bearer.token(request.headers["authorization"] ?? "")
          return token !== undefined && isAnyOf(digests, digest(token))
            ? Effect.provideService(httpEffect, Origin.Actor, Origin.actor("operator", client.of(request)))
            : Effect.fail(new OperatorUnknown())
        })
    )
  )
}

/** Takes the same time whichever it is, and however much of it is right. */
const isAnyOf = (digests: ReadonlyArray<Buffer>, digest: Buffer): boolean =>
  digests.reduce((found, known) => timingSafeEqual(known, digest) || found, false)
