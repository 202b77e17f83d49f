import { Effect, Layer } from "effect"
import * as RunRows from "../RunRows.ts"
import { Transaction } from "../Transaction.ts"
import { RunLookup } from "./RunLookup.ts"

/** A transaction that reads, as of everything that is not hot. */
export const layer = Layer.effect(
  RunLookup,
  Effect.map(Transaction, (transaction) =>
    RunLookup.of({ find: (scope, id) => transaction.read([scope.orgId], RunRows.find(scope, id)) })
  )
)
