import { Agent, request } from "undici"

// No socket is taken again that the server is about to close.
const dispatcher = new Agent({ keepAliveMaxTimeout: 1_000 })

/** Calls a server under measurement with a key. */
export const caller =
  <Answer = { readonly id: string }>(port: number, key: string) =>
  async (path: string, body: unknown): Promise<Answer> => {
    const answer = await request(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      dispatcher
    })
    const text = await answer.body.text()
    if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}: ${text}`)
    return JSON.parse(text) as Answer
  }
