/** Tests, redeliveries and recoveries: what is sent because somebody asks for it. */
import { DeliveryStore, Event } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, tagOf } from "../Answers.ts"
import { changeOrg, found, removeEnvironment, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries } from "../Observed.ts"
import { endpoint, endRuns, subscribe } from "../Work.ts"
import { start } from "./Pending.ts"

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "sends nothing anew in an environment that was deleted or whose org is suspended, and says which it is",
    guards: "Receivers of a customer who was stopped would be called on, or its key would be taken for a wrong one.",
    given: fc.record({ suspended: fc.boolean(), how: fc.constantFrom("test", "redeliver", "recover") }),
    holds: Effect.fnUntraced(function* ({ how, suspended }) {
      const ids = new Minted()
      const store = yield* DeliveryStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const one = endpoint(ids, dev!, start)
      yield* subscribe(one)
      yield* endRuns(ids, dev!, start)
      const [claimed] = yield* claimDeliveries(start)
      const again: Parameters<typeof store.redeliver>[2] = (delivery, endpoint) =>
        Event.redelivery(delivery, endpoint, start + 2, ids)
      const send: Effect.Effect<unknown, { readonly _tag: string }> =
        how === "test"
          ? store.send(one, one.id, (endpoint) => Event.test(endpoint, start + 2, ids))
          : how === "redeliver"
            ? store.redeliver(one, claimed!.delivery.id, again)
            : store.recover(one, one.id, { since: start, sent: 0, limit: 10 }, again)
      yield* suspended ? changeOrg(live.orgId, { suspended }, start + 1) : removeEnvironment(dev!, start + 1)
      same("What is sent too late", yield* tagOf(send), suspended ? "OrgSuspended" : "EnvironmentGone")
      const listed = store.list(scopeOf(dev!), one.id, {}, { limit: 10 })
      same("How many deliveries there are", (yield* listed).items.length, 1)
      if (suspended) yield* changeOrg(live.orgId, { suspended: false }, start + 3)
      same("The same once it may be", yield* tagOf(send), suspended ? "done" : "EnvironmentGone")
    })
  })
]
