import { operatorToken } from "./Server.ts"

/** Has an operator found so many orgs on a server; gives the first key of each. */
export const found = async (port: number, count: number): Promise<ReadonlyArray<string>> => {
  const keys: Array<string> = []
  for (let index = 0; index < count; index += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/admin/v1/orgs`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${operatorToken}` },
      body: JSON.stringify({ name: `Org ${index}` })
    })
    if (answer.status !== 201) throw new Error(`No org was made: ${answer.status}`)
    keys.push(((await answer.json()) as { readonly api_key: string }).api_key)
  }
  return keys
}
