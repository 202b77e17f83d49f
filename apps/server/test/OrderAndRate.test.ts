import { Duration } from "effect"
import { afterAll, beforeAll, it } from "vitest"
import { inOrder, paced, rotated, toggled } from "./OrderAndRate.ts"
import { startTestServer, type TestServer } from "./TestServer.ts"

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ NEXIO_DELIVERY_RETRY: "0s,0s,0s,0s,0s" }, undefined, { poll: Duration.millis(10) })
})

afterAll(() => server[Symbol.asyncDispose]())

const clients = async () => [(await server.found()).live] as const

it("sends an ordered endpoint every event as they were made, while that fails now and then", async () =>
  inOrder(await clients()))

it("lets nothing overtake what was there when an endpoint became ordered, and loses nothing when it no longer is", async () =>
  toggled(await clients()))

it("begins attempts no faster than an endpoint's rate, and loses none", async () => paced(await clients()))

it("signs each attempt with every secret that its receiver can know, while they are replaced", async () =>
  rotated(await clients()))
