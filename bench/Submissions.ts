/** The load of durable `POST /api/v1/runs` on a server: 64 connections, each with a key, for four seconds. */
import * as Load from "./Load.ts"

export const connections = 64

const body = JSON.stringify({
  input: {
    customer: "c_4821",
    items: [
      { sku: "A-1", quantity: 2 },
      { sku: "B-7", quantity: 1 }
    ],
    note: "as agreed"
  }
})

/** Submissions a second, once the server is warm. */
export const measure = async (port: number, keys: ReadonlyArray<string>): Promise<number> => {
  await submit(port, keys, 1)
  return submit(port, keys, 4)
}

const submit = async (port: number, keys: ReadonlyArray<string>, seconds: number): Promise<number> => {
  const measured = await Load.run({
    port,
    method: "POST",
    path: "/api/v1/runs",
    headers: { "Content-Type": "application/json" },
    keys,
    body,
    connections,
    seconds
  })
  if (Object.keys(measured.statuses).join() !== "202") {
    throw new Error(`Answers other than 202: ${JSON.stringify(measured.statuses)}`)
  }
  return measured.perSecond
}
