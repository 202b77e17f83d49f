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

/** As many as are answered, unless it is said how many a second. */
export const load = (
  port: number,
  keys: ReadonlyArray<string>,
  how: { readonly seconds: number; readonly perSecond?: number; readonly connections?: number }
): Promise<Load.Measured> =>
  Load.run(
    {
      port,
      method: "POST",
      path: "/api/v1/runs",
      headers: { "Content-Type": "application/json" },
      keys,
      body,
      connections,
      ...how
    },
    202
  )

/** Submissions a second, once the server is warm. */
export const measure = async (port: number, keys: ReadonlyArray<string>): Promise<number> => {
  await load(port, keys, { seconds: 1 })
  return (await load(port, keys, { seconds: 4 })).perSecond
}
