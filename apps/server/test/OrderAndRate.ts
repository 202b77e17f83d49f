/** What holds for endpoints that are ordered, that have a rate, or whose secrets are replaced, whatever servers there are. */
import { type Received, Receiver, Reply, verify } from "@nexio/testing/receiver"
import { expect } from "vitest"
import type { Client } from "./Client.ts"
import { until } from "./Until.ts"

interface Shown {
  readonly id: string
  readonly event_id: string
  readonly created_at: string
  readonly status: string
  readonly attempts: ReadonlyArray<{ readonly started_at: string; readonly outcome: string }>
}

/** A live key's clients: one for each server. */
export type Clients = readonly [Client, ...ReadonlyArray<Client>]

/** Every third request fails, however often it was tried before. */
const nowAndThen: (request: Received) => Reply.Reply = ({ nth }) => Reply.answer(nth % 3 === 0 ? 500 : 200)

const subscribe = async ([live]: Clients, url: string, settings: object) => {
  const { body, status } = await live("POST", "/api/v1/webhooks", { url, events: ["run.completed"], ...settings })
  expect(status).toBe(201)
  return body as { readonly id: string; readonly secret: string }
}

/** Submits at all servers at once. */
const submit = (clients: Clients, count: number): Promise<ReadonlyArray<string>> =>
  Promise.all(
    Array.from({ length: count }, async (_, nth) => {
      const { body, status } = await clients[nth % clients.length]!("POST", "/api/v1/runs", { input: { nth } })
      expect(status).toBe(202)
      return body.run_id as string
    })
  )

const deliveriesTo = async ([live]: Clients, id: string): Promise<ReadonlyArray<Shown>> => {
  const shown: Array<Shown> = []
  for (let cursor = ""; ; ) {
    const { body } = await live("GET", `/api/v1/webhooks/${id}/deliveries?limit=100${cursor}`)
    shown.push(...body.data)
    if (body.next_cursor === undefined) return shown
    cursor = `&cursor=${body.next_cursor}`
  }
}

/** The deliveries to an endpoint, once there are so many and all have succeeded. */
const succeeded = async (clients: Clients, id: string, count: number): Promise<ReadonlyArray<Shown>> => {
  let shown: ReadonlyArray<Shown> = []
  await until(async () => {
    shown = await deliveriesTo(clients, id)
    return shown.length >= count && shown.every(({ status }) => status !== "pending")
  })
  expect(shown.length).toBe(count)
  expect(shown.filter(({ status }) => status !== "succeeded")).toEqual([])
  return shown
}

const eventOf = ({ headers }: Received): string => String(headers["webhook-id"])

const runOf = ({ body }: Received): string => JSON.parse(body.toString()).data.run.run_id

/** An ordered endpoint gets every event, in the order of their ids, each until it is taken. */
export const inOrder = async (clients: Clients): Promise<void> => {
  await using receiver = await Receiver.listen(nowAndThen)
  const { id } = await subscribe(clients, receiver.url, { ordered: true })
  const runs = await submit(clients, 30)
  await succeeded(clients, id, runs.length)
  const events = receiver.requests.map(eventOf)
  expect(events).toEqual(events.toSorted())
  expect(new Set(receiver.requests.map(runOf))).toEqual(new Set(runs))
}

/** From when an endpoint is ordered, nothing overtakes what was there before; when it is no longer, nothing is lost. */
export const toggled = async (clients: Clients): Promise<void> => {
  await using receiver = await Receiver.listen(nowAndThen)
  const { id } = await subscribe(clients, receiver.url, {})
  const change = async (ordered: boolean) =>
    expect((await clients.at(-1)!("PATCH", `/api/v1/webhooks/${id}`, { ordered })).status).toBe(200)
  const early = submit(clients, 20)
  await receiver.next()
  await change(true)
  const there = new Set((await deliveriesTo(clients, id)).map(({ event_id }) => event_id))
  const late = await submit(clients, 20)
  await succeeded(clients, id, 40)
  const events = receiver.requests.map(eventOf)
  const first = events.findIndex((event) => !there.has(event))
  expect(events.slice(first)).toEqual(events.slice(first).toSorted())
  expect(events.slice(first).filter((event) => there.has(event))).toEqual([])
  await change(false)
  const last = await submit(clients, 20)
  await succeeded(clients, id, 60)
  expect(new Set(receiver.requests.map(runOf))).toEqual(new Set([...(await early), ...late, ...last]))
}

const rate = 25

/** How far the clocks of servers may be apart, which follow their database's, in milliseconds. */
const apart = 50

/**
 * However soon they could, attempts begin no sooner than one after the other at the rate, those again among them, over
 * all servers; and nothing is lost. One may be late, on a machine as busy as this, and is judged by its turn.
 */
export const paced = async (clients: Clients): Promise<void> => {
  await using receiver = await Receiver.listen(nowAndThen)
  const { id } = await subscribe(clients, receiver.url, { rate_limit_per_second: rate })
  const runs = await submit(clients, 60)
  const deliveries = await succeeded(clients, id, runs.length)
  const starts = deliveries
    .flatMap(({ attempts }) => attempts.map(({ started_at }) => Date.parse(started_at)))
    .toSorted((one, other) => one - other)
  expect(starts.length).toBe(receiver.requests.length)
  const first = Math.min(...deliveries.map(({ created_at }) => Date.parse(created_at)))
  const early = starts.filter((start, nth) => start < first + (nth * 1_000) / rate - apart)
  expect(early).toEqual([])
  // One dispatcher that is late for an attempt is late for those after it; several may come closer together for a moment.
  if (clients.length === 1) {
    const crowded = starts.filter((start, nth) => (starts[nth + rate] ?? Infinity) - start < 1_000)
    expect(crowded).toEqual([])
  }
  expect(new Set(receiver.requests.map(runOf))).toEqual(new Set(runs))
}

/** While secrets are replaced, with an overlap, each request is signed with all that its receiver can know by then. */
export const rotated = async (clients: Clients): Promise<void> => {
  await using receiver = await Receiver.listen()
  const { id, secret } = await subscribe(clients, receiver.url, {})
  const secrets = [secret]
  /** Which secrets were known when a run was submitted: so many. */
  const known = new Map<string, number>()
  const load = async () => {
    const count = secrets.length
    for (const run of await submit(clients, 20)) known.set(run, count)
  }
  const loads = [load()]
  for (const nth of [1, 2]) {
    await receiver.waitFor(10 * nth)
    const rotate = clients[nth % clients.length]!("POST", `/api/v1/webhooks/${id}/rotate-secret`, {})
    secrets.push((await rotate).body.secret)
    loads.push(load())
  }
  await Promise.all(loads)
  await succeeded(clients, id, known.size)
  for (const request of receiver.requests) {
    const signedWith = secrets.slice(0, known.get(runOf(request)))
    expect(signedWith.map((secret) => verify(secret, request))).toEqual(signedWith.map(() => true))
  }
}
