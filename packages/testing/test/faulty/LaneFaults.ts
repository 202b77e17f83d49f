import { type ClaimedDelivery, Endpoint, Lanes, Turns } from "@nexio/core"
import { Effect } from "effect"
import { originAt } from "../../src/laws/Origins.ts"
import { inStores, type StoreSet } from "./Fault.ts"

type Webhooks = StoreSet["webhooks"]
type Request = Parameters<Webhooks["claimDue"]>[0]
interface Asked extends Request {
  readonly turns: Turns.Turns
  readonly places: Lanes.Places
}

/** Claims as a right adapter would that was asked for something else. */
const asking = ({ webhooks }: StoreSet, otherwise: (asked: Asked) => Request) => ({
  webhooks: {
    ...webhooks,
    claimDue: (request) =>
      webhooks.claimDue(otherwise({ ...request, turns: request.turns ?? Turns.anyone, places: placesOf(request) }))
  } satisfies Webhooks
})

const placesOf = ({ places = Lanes.unbounded }: Request): Lanes.Places => places

/** Knows the endpoints that there are. */
const knowing = ({ webhooks }: StoreSet) => {
  const known = new Map<string, Endpoint.Endpoint>()
  return {
    known,
    webhooks: {
      ...webhooks,
      change: (scope, decide, remember) =>
        Effect.tap(webhooks.change(scope, decide, remember), (endpoint) =>
          Effect.sync(() => known.set(endpoint.id, endpoint))
        )
    } satisfies Webhooks
  }
}

/** Claims while those endpoints that this is about are set otherwise, which then are again as they were. */
const claimingAs = (
  right: StoreSet,
  isMeant: (endpoint: Endpoint.Endpoint) => boolean,
  as: Endpoint.EndpointChange
) => {
  const { known, webhooks } = knowing(right)
  const change = (endpoint: Endpoint.Endpoint, by: Endpoint.EndpointChange) =>
    Effect.ignore(
      right.webhooks.change(endpoint, (among) => Endpoint.update(among, endpoint.id, by, originAt(endpoint.updatedAt)))
    )
  return {
    webhooks: {
      ...webhooks,
      claimDue: Effect.fnUntraced(function* (request: Request) {
        const meant = [...known.values()].filter((one) => one.deletedAt === undefined && isMeant(one))
        for (const one of meant) yield* change(one, as)
        const claimed = yield* right.webhooks.claimDue(request)
        for (const one of meant) {
          yield* change(one, { ordered: one.ordered, rateLimitPerSecond: one.rateLimitPerSecond ?? null })
        }
        return claimed.map((each): ClaimedDelivery => {
          const { ordered } = known.get(each.delivery.endpointId) ?? each.delivery
          return { ...each, delivery: { ...each.delivery, ordered } }
        })
      })
    }
  }
}

const starting = (
  { webhooks }: StoreSet,
  startOf: (request: Request, nth: number, one: ClaimedDelivery) => number
) => ({
  webhooks: {
    ...webhooks,
    claimDue: (request) =>
      Effect.map(webhooks.claimDue(request), (claimed) =>
        claimed.map((one, nth) => (one.startAt === undefined ? one : { ...one, startAt: startOf(request, nth, one) }))
      )
  } satisfies Webhooks
})

export const faults = inStores("WebhookStore", [
  {
    name: "gives of a lane whatever is due",
    breaks: "No lane gives more than it has places (Lanes.Places.perLane).",
    wrap: (right) => asking(right, ({ places, ...asked }) => ({ ...asked, places: { ...places, perLane: 1_000 } }))
  },
  {
    name: "takes no heed of what a lane has under way",
    breaks: "No lane gives more than it has places (Lanes.Places.lanes).",
    wrap: (right) => asking(right, ({ places, ...asked }) => ({ ...asked, places: { ...places, lanes: new Map() } }))
  },
  {
    name: "gives one more of a lane than it has places",
    breaks: "No lane gives more than it has places (Lanes.Places).",
    wrap: (right) =>
      asking(right, ({ places, ...asked }) => ({
        ...asked,
        places: {
          ...places,
          perLane: places.perLane + 1,
          lanes: new Map([...places.lanes].map(([key, free]) => [key, free + 1]))
        }
      }))
  },
  {
    name: "takes no heed of what an environment has under way",
    breaks: "No environment gives more than it has places (Lanes.Places.environments).",
    wrap: (right) =>
      asking(right, ({ places, ...asked }) => ({ ...asked, places: { ...places, environments: new Map() } }))
  },
  {
    name: "gives of an environment whatever its lanes have",
    breaks: "No environment gives more than it has places (Lanes.Places.perEnvironment).",
    wrap: (right) =>
      asking(right, ({ places, ...asked }) => ({ ...asked, places: { ...places, perEnvironment: 1_000 } }))
  },
  {
    name: "gives nothing of a lane that is not told of",
    breaks: "A lane of which nothing is known has places (Lanes.Places.perLane).",
    wrap: (right) =>
      asking(right, ({ places, ...asked }) => ({
        ...asked,
        places: places === Lanes.unbounded ? places : { ...places, perLane: 0 }
      }))
  },
  {
    name: "begins each round of deliveries with the least key",
    breaks: "A claim goes on after the environment that had the last turn (Turns.after).",
    wrap: (right) => asking(right, ({ turns: { after: _after, ...turns }, ...asked }) => ({ ...asked, turns }))
  },
  {
    name: "begins each round of an environment's lanes with the least key",
    breaks: "A claim goes on after the lane that had the environment's last turn (Lanes.Places.after).",
    wrap: (right) => asking(right, ({ places, ...asked }) => ({ ...asked, places: { ...places, after: new Map() } }))
  },
  {
    name: "takes no heed of whose deliveries are ahead",
    breaks: "Who has its share under way has its turn once nobody else has due work (Turns.ahead).",
    wrap: (right) => asking(right, ({ turns, ...asked }) => ({ ...asked, turns: { ...turns, ahead: [] } }))
  },
  {
    name: "leaves one delivery that has a place",
    breaks: "Less than was asked for is taken only where nothing else has a place (WebhookStore.claimDue).",
    wrap: (right) => asking(right, (asked) => ({ ...asked, limit: Math.max(1, asked.limit - 1) }))
  },
  {
    name: "empties one endpoint before it comes to the next",
    breaks: "In an environment its endpoints take turns (Lanes).",
    wrap: (right) => {
      const { known, webhooks } = knowing(right)
      return {
        webhooks: {
          ...webhooks,
          claimDue: Effect.fnUntraced(function* (request: Request) {
            const claimed: Array<ClaimedDelivery> = []
            let places = placesOf(request)
            for (const one of [undefined, ...known.values(), undefined]) {
              const limit = request.limit - claimed.length
              if (limit === 0) break
              const others = one === undefined ? [] : [...known.values()].filter(({ id }) => id !== one.id)
              const lanes = others.map((other) => ({ ...other, endpointId: other.id }))
              const first = one === undefined && claimed.length === 0 ? Math.min(1, limit) : limit
              const more = yield* right.webhooks.claimDue({
                ...request,
                limit: first,
                places: Lanes.without(places, lanes)
              })
              claimed.push(...more)
              places = Lanes.left(
                places,
                more.map(({ delivery }) => delivery)
              )
            }
            return claimed
          })
        }
      }
    }
  },
  {
    name: "gives of an ordered endpoint what is due, whatever came before",
    breaks: "A failing event holds the rest back until it ends, and nothing is sent beside another (6).",
    wrap: (right) => claimingAs(right, ({ ordered }) => ordered, { ordered: false })
  },
  {
    name: "takes an endpoint with a rate limit for one without",
    breaks: "No more attempts begin in a second than the rate (5; Pace).",
    wrap: (right) => claimingAs(right, (one) => one.rateLimitPerSecond !== undefined, { rateLimitPerSecond: null })
  },
  {
    name: "lets all that a pace gives begin at once",
    breaks: "Attempts begin in even steps (Pace).",
    wrap: (right) => starting(right, ({ at }) => at)
  },
  {
    name: "begins the pace anew with each claim",
    breaks: "A pace holds over all who claim (WebhookStore.claimDue; Pace).",
    wrap: (right) => starting(right, ({ at }, _nth, { startAt }) => at + ((startAt! - at) % 250))
  },
  {
    name: "says an attempt may begin a second later than it may",
    breaks: "What is claimed begins within a second (ClaimedDelivery.startAt).",
    wrap: (right) => starting(right, (_request, _nth, { startAt }) => startAt! + 1_000)
  }
])
