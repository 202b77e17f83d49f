/** The short way of reading a run by its id: `GET /api/v1/runs/{run_id}` with nothing else in its address. */
import type { IncomingMessage } from "node:http"
import { Id, Principal, RunJson, Runs } from "@nexio/core"
import { Effect, Option } from "effect"
import { read } from "../api/Access.ts"
import * as KeyAccess from "./KeyAccess.ts"
import * as ShortWay from "./ShortWay.ts"

const path = /^\/api\/v1\/(?:runs|jobs)\/([0-9a-f-]{36})$/

/** Gives what answers plain reads itself, and leaves all else to the whole way. */
export const make = Effect.gen(function* () {
  const answer = yield* ShortWay.make
  const runs = yield* Runs

  const shortWay: ShortWay.ShortWay = (request, response, wholeWay) => {
    const key = KeyAccess.presented(request.headers as Readonly<Record<string, string | undefined>>)
    const id = idOf(request)
    if (key === undefined || id === undefined) return wholeWay()
    answer(
      {
        key,
        requirement: read,
        perform: (caller) => runs.find(Principal.reach(caller), id),
        status: 200,
        encode: (run) => JSON.stringify(RunJson.asRead(run))
      },
      request,
      response,
      wholeWay
    )
  }
  return shortWay
})

const idOf = ({ method, url = "" }: IncomingMessage): Id.RunId | undefined => {
  const text = method === "GET" ? path.exec(url)?.[1] : undefined
  return text === undefined ? undefined : Option.getOrUndefined(Id.parse(Id.RunId, text))
}
