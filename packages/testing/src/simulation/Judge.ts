/** What may pass between dispatchers, stores and receivers, as the contract says it (section 6) and nobody's code. */
import type { Announcement, Attempt, Claim, ClaimedDelivery, Delivery, Event, Outgoing } from "@nexio/core"
import { Instant } from "@nexio/core"
import { verify, verifyStandard } from "../receiver/Verification.ts"
import { Failing } from "./Failing.ts"
import * as Lane from "./Lane.ts"
import type { KnownDelivery, KnownEndpoint, Ledger, Sent } from "./Ledger.ts"
import * as Retries from "./Retries.ts"
import type { SimulatedClock } from "./SimulatedClock.ts"
import type { UnderWay } from "./UnderWay.ts"

export class Judge {
  private readonly ledger: Ledger
  private readonly clock: SimulatedClock
  private readonly underWay: UnderWay
  readonly failing: Failing

  constructor(ledger: Ledger, clock: SimulatedClock, underWay: UnderWay) {
    this.ledger = ledger
    this.clock = clock
    this.underWay = underWay
    this.failing = new Failing(ledger, clock)
  }

  /** What began after something had happened has a greater one. */
  moment(): number {
    return this.ledger.moment()
  }

  /** An event is about to be written with its deliveries, which can be taken as soon as they are. */
  made({ deliveries, event }: Event.FanOut): ReadonlyArray<KnownDelivery> {
    return deliveries.map((delivery) => this.add(delivery, event.payload, event.type))
  }

  /** The other endpoints that subscribe are told what befell one, and nobody of what befell what told of such things. */
  telling(
    announcement: Announcement.Announcement,
    { endpointId, id }: { readonly endpointId: string; readonly id?: string }
  ) {
    return (endpoints: ReadonlyArray<Event.Target>) => {
      const fanOut = announcement(endpoints)
      if (fanOut === undefined) return undefined
      const { deliveries, event } = fanOut
      if (id !== undefined && isOperational(this.ledger.deliveries.get(id)?.eventType))
        this.ledger.wrong(`${event.type} is told of ${id}, which told of such a thing itself`)
      const expected = endpoints.filter(
        (one) => one.id !== endpointId && one.active && one.events.some((type) => type === event.type)
      )
      if (ids(deliveries.map((one) => one.endpointId)) !== ids(expected.map((one) => one.id)))
        this.ledger.wrong(`${event.type} of ${endpointId} is told to others than it should be`)
      this.made(fanOut)
      return fanOut
    }
  }

  /** A store made so many deliveries to tell of what became of one. */
  told(began: number, { endpointId, id, status, ...scope }: Delivery.Delivery, count: number) {
    const others = this.ledger.targets(scope, "delivery.exhausted").filter((one) => one.id !== endpointId)
    const isToTell = status === "failed" && !isOperational(this.ledger.deliveries.get(id)?.eventType)
    const isCertain = this.ledger.endpoints.every(({ changed }) => changed < began)
    if (isCertain && count !== (isToTell ? others.length : 0))
      this.ledger.wrong(`That ${id} is ${status} is told to ${count}, and should be to ${isToTell ? others.length : 0}`)
  }

  /** Another delivery of an event is about to be written. */
  madeAnew(delivery: Delivery.Delivery, of: Delivery.Delivery): KnownDelivery {
    const known = this.ledger.deliveries.get(of.id)
    const { endpointId, eventId, redeliveryOf } = delivery
    if (known === undefined || endpointId !== of.endpointId || eventId !== of.eventId || redeliveryOf !== of.id)
      this.ledger.wrong(`${delivery.id} is no redelivery of ${of.id}`)
    return this.add(delivery, known?.payload ?? "", known?.eventType ?? "")
  }

  private add(delivery: Delivery.Delivery, payload: string, eventType: string): KnownDelivery {
    const { createdAt, dueAt, endpointId, failures, id, ordered, status, url } = delivery
    const endpoint = this.ledger.endpoint(endpointId)
    if (url !== endpoint.url) this.ledger.wrong(`${id} goes to ${url}, and its endpoint is at ${endpoint.url}`)
    // One that is made after another, as by a clock that is ahead, may be due by the clock that there is.
    const isDue = dueAt === createdAt || dueAt === this.clock.now
    if (status !== "pending" || failures !== 0 || !isDue) this.ledger.wrong(`${id} is not due at once as it is made`)
    if (ordered !== endpoint.ordered) this.ledger.wrong(`${id} is ${ordered ? "" : "not "}ordered, unlike its endpoint`)
    const [held, ready, changed] = [undefined, undefined, this.ledger.moment()]
    const known = { is: delivery, payload, eventType, held, ready, changed, attempts: [] }
    this.ledger.deliveries.set(id, known)
    return known
  }

  /** A store gave deliveries to a dispatcher whose call began at a moment. */
  claimed(
    began: number,
    { at, until }: { readonly at: Instant.Instant; readonly until: Instant.Instant },
    given: ReadonlyArray<ClaimedDelivery>,
    by: object
  ) {
    for (const claimed of given) {
      const { attempt, claim, delivery, startAt } = claimed
      const known = this.ledger.deliveries.get(delivery.id)
      if (known === undefined) return this.ledger.wrong(`Given out is ${delivery.id}, which nobody made`)
      const { is } = known
      this.ledger.note(`${this.time} ${is.id} is taken for attempt ${attempt}`)
      if (known.changed < began && is.status !== "pending")
        this.ledger.wrong(`${is.id} is ${is.status}, and an attempt of it begins`)
      if (known.changed < began && is.dueAt !== undefined && at < is.dueAt)
        this.ledger.wrong(`${is.id} is taken ${is.dueAt - at} ms before it is due`)
      const org = this.ledger.orgs.find(({ id }) => id === is.orgId)!
      if (org.suspended && org.changed < began) this.ledger.wrong(`${is.id} is taken, and its org is suspended`)
      const overtaken = Lane.before(this.ledger.pending, known).find(
        ({ changed, held }) => changed < began || held?.at === began
      )
      if (overtaken !== undefined && known.changed < began)
        this.ledger.wrong(`${is.id} is taken before ${overtaken.is.id}, which comes before it`)
      if (attempt !== known.attempts.length + 1)
        this.ledger.wrong(`${is.id}: attempt ${attempt} after ${known.attempts.length}`)
      known.attempts.push({ number: attempt, startedAt: startAt ?? at })
      this.underWay.begin(known, claimed, by)
      // Where it was stopped while the store gave it out, nobody holds it.
      if (is.status === "pending") {
        known.is = { ...is, dueAt: until }
        known.held = { token: claim.token, number: attempt, at: began, sent: undefined }
        known.ready = undefined
      }
      known.changed = this.ledger.moment()
    }
  }

  /** A store holds claims for longer, but for those that it says are lost. */
  renewed(began: number, claims: ReadonlyArray<Claim>, until: Instant.Instant, lost: ReadonlyArray<Claim>) {
    for (const claim of claims) {
      const known = this.ledger.deliveries.get(claim.id)!
      const isHeld = known.held?.token === claim.token
      const isLost = lost.some(({ id, token }) => id === claim.id && token === claim.token)
      if (isLost) this.underWay.lost(claim)
      // Once the lease of an ordered one ran out, another may be given, and whoever has it just records it.
      const mayBeLost = isHeld && known.is.ordered && known.is.dueAt! <= this.clock.now
      if (known.changed < began && isHeld === isLost && !mayBeLost)
        this.ledger.wrong(`${claim.id} is ${isHeld ? "held, and said to be lost" : "not held, and renewed"}`)
      if (!isHeld || isLost) continue
      known.is = { ...known.is, dueAt: until }
      known.changed = this.ledger.moment()
    }
  }

  /** A request goes out. Gives what to note its end in. */
  sent({ body, headers, url }: Outgoing): Sent {
    const sent: Sent = { startedAt: this.clock.now, outcome: undefined }
    const known = this.ledger.deliveries.get(String(headers["x-nexio-delivery"]))
    if (known === undefined) {
      this.ledger.wrong(`Sent is ${headers["x-nexio-delivery"]}, which nobody made`)
      return sent
    }
    const { held, is } = known
    this.ledger.note(`${this.time} ${is.id} is sent to ${url}`)
    if (held === undefined) this.ledger.wrong(`${is.id} is sent, and nobody holds it: it is ${is.status}`)
    else if (held.sent !== undefined) this.ledger.wrong(`${is.id} is sent twice in attempt ${held.number}`)
    else held.sent = sent
    if (held !== undefined) this.underWay.sent({ id: is.id, token: held.token })
    if (url !== is.url) this.ledger.wrong(`${is.id} is sent to ${url} and not to ${is.url}`)
    if (body !== known.payload) this.ledger.wrong(`${is.id} is sent otherwise than its event was made: ${body}`)
    if (headers["x-nexio-event"] !== known.eventType)
      this.ledger.wrong(`${is.id} is sent as ${headers["x-nexio-event"]}`)
    const endpoint = this.ledger.endpoint(is.endpointId)
    // What it proves itself with, and its pace, are those of its claim.
    if (held === undefined || endpoint.changed > held.at) return sent
    this.signed(is, endpoint, { body, headers })
    if (Lane.isTooSoon(endpoint, this.clock))
      this.ledger.wrong(`${is.id} is sent to ${endpoint.id}, and ${endpoint.rate} were within a second`)
    return sent
  }

  private signed(is: Delivery.Delivery, endpoint: KnownEndpoint, { body, headers }: Omit<Outgoing, "url">) {
    const received = { headers, body: Buffer.from(body) }
    const valid = endpoint.secrets.filter(({ endsAt }) => endsAt === undefined || endsAt > this.clock.now)
    const macs = String(headers["x-nexio-signature"]).split(",v1=").length - 1
    const isSigned = valid.every(({ text }) => verify(text, received) && verifyStandard(text, received))
    if (!isSigned || macs !== valid.length)
      this.ledger.wrong(`${is.id} is signed with other secrets than the ${valid.length} that are valid`)
    if (headers["x-nexio-timestamp"] !== String(Math.floor(this.clock.now / Instant.second)))
      this.ledger.wrong(`${is.id} is signed at ${headers["x-nexio-timestamp"]}`)
    if (headers["authorization"] !== (endpoint.token && `Bearer ${endpoint.token}`))
      this.ledger.wrong(`${is.id} is sent with another token than its endpoint's`)
  }

  /** A dispatcher has an attempt recorded: that has to be as it went, and what follows as it is promised. */
  recording(
    claim: Claim,
    { attempt, delivery }: { readonly attempt: Attempt.Attempt; readonly delivery: Delivery.Delivery }
  ) {
    const known = this.ledger.deliveries.get(claim.id)
    const { held } = known ?? {}
    // Of a lost claim only the attempt is recorded.
    if (known === undefined || held?.token !== claim.token) return
    const outcome = held.sent?.outcome
    if (held.sent === undefined || outcome === undefined)
      return this.ledger.wrong(`${claim.id}: an attempt is recorded that was not made`)
    const seen = { number: held.number, startedAt: held.sent.startedAt, ...outcome }
    for (const field of ["number", "startedAt", "latencyMs", "statusCode"] as const)
      if (attempt[field] !== seen[field])
        this.ledger.wrong(`${claim.id}: ${field} is recorded as ${attempt[field]} and was ${seen[field]}`)
    if ((attempt.reason === undefined) !== Retries.isSuccess(outcome))
      this.ledger.wrong(`${claim.id}: answered ${outcome.statusCode}, recorded with the reason ${attempt.reason}`)
    const fault = Retries.faultIn(known.is, outcome, delivery)
    if (fault !== undefined) this.ledger.wrong(fault)
  }

  /** A store recorded an attempt; `kept` where it says that the claim was held still. */
  recorded(
    began: number,
    claim: Claim,
    { attempt, delivery }: { readonly attempt: Attempt.Attempt; readonly delivery: Delivery.Delivery },
    kept: boolean
  ) {
    this.underWay.end(claim)
    const known = this.ledger.deliveries.get(claim.id)
    if (known === undefined) return
    this.ledger.note(`${this.time} ${claim.id} is ${kept ? delivery.status : "lost"} after attempt ${attempt.number}`)
    const nth = known.attempts.findIndex(
      ({ latencyMs, number }) => number === attempt.number && latencyMs === undefined
    )
    if (nth >= 0) known.attempts[nth] = attempt
    const isHeld = known.held?.token === claim.token
    if (isHeld !== kept && known.changed < began)
      this.ledger.wrong(`${claim.id} is ${isHeld ? "held" : "not held"}, and the store says otherwise`)
    if (!kept) return
    // Whether it is ordered is its endpoint's to say, also meanwhile.
    known.is = { ...delivery, ordered: known.is.ordered }
    known.held = undefined
    known.changed = this.ledger.moment()
    this.failing.recorded({ attempt, delivery })
    const { createdAt, endedAt, status } = delivery
    if (endedAt === undefined) return
    if (status === "failed") return this.ledger.count(delivery, endedAt, { deliveriesFailed: 1 })
    const latency = { measure: "delivery_latency", ms: Math.max(0, endedAt - createdAt) } as const
    this.ledger.count(delivery, endedAt, { deliveriesSucceeded: 1 }, latency)
  }

  get time(): string {
    return Instant.format(this.clock.now)
  }
}

const isOperational = (type: string | undefined): boolean =>
  type === "endpoint.disabled" || type === "delivery.exhausted"

const ids = (all: ReadonlyArray<string>): string => all.toSorted().join()
