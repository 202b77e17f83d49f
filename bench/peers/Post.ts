/** A POST with an HMAC of its body, as a bare sender makes it. */
import { createHmac, randomBytes } from "node:crypto"
import { Pool } from "undici"

const secret = randomBytes(32)

/** What posts to an origin, with so many connections; each POST resolves when it is answered. */
export const poster = (origin: string, connections: number) => {
  const pool = new Pool(origin, { connections, pipelining: 1 })
  return (body: string): Promise<void> => {
    const timestamp = `${Math.floor(Date.now() / 1_000)}`
    const headers = {
      "content-type": "application/json",
      "x-timestamp": timestamp,
      "x-signature": createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")
    }
    return new Promise((resolve, reject) =>
      pool.dispatch(
        { path: "/", method: "POST", headers, body },
        {
          onRequestStart: () => {},
          onResponseStart: () => {},
          onResponseData: () => {},
          onResponseEnd: () => resolve(),
          onResponseError: (_controller, error) => reject(error)
        }
      )
    )
  }
}
