import { afterAll, beforeAll, it } from "vitest"
import { inOrder, paced, rotated, toggled } from "../OrderAndRate.ts"
import { Deployment } from "./Deployment.ts"

let deployment: Deployment

beforeAll(async () => {
  deployment = await Deployment.start(3, { NEXIO_DELIVERY_RETRY: "0s,0s,0s,0s,0s" })
})

afterAll(() => deployment[Symbol.asyncDispose]())

const clients = async () => {
  const { key } = await deployment.found()
  return [0, 1, 2].map((nth) => deployment.client(nth, key)) as [ReturnType<typeof deployment.client>]
}

it("sends an ordered endpoint every event as they were made, over three servers, while that fails now and then", async () =>
  inOrder(await clients()))

it("lets nothing overtake what was there when an endpoint became ordered, over three servers, and loses nothing", async () =>
  toggled(await clients()))

it("begins attempts no faster than an endpoint's rate, over three servers together, and loses none", async () =>
  paced(await clients()))

it("signs each attempt with every secret that its receiver can know, over three servers, while they are replaced", async () =>
  rotated(await clients()))
