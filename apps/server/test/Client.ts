/** A client of one API key, or of none. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Its JSON; undefined where it is empty. */
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects in it.
  readonly body: any
}

export type Client = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>
) => Promise<Answer>

export const clientOf =
  (url: string, key?: string): Client =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) }
  }
