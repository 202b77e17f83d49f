/** What stands in the paths of calls, by the collection that it is one of. */
import type { Call } from "./Declared.ts"
import type { Node } from "./Node.ts"

const id = "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01"

const collections: Readonly<Record<string, readonly [description: string, example: string]>> = {
  environments: ["The slug of an environment", "dev"],
  "api-keys": ["The id of an API key", id],
  engines: ["The slug of an engine", "default"],
  versions: ["A version of the engine, such as `1.0`", "1.0"],
  runs: ["The id of a run: its `run_id`", id],
  jobs: ["The id of a run: its `run_id`", id],
  webhooks: ["The id of a webhook endpoint", id],
  deliveries: ["The id of a delivery", id],
  members: ["The id of a member", id],
  orgs: ["The id of an org", id]
}

/** The parameter with its meaning and an example. One of a collection without an entry here is an error. */
export const described = ({ path }: Call, parameter: Node): Node => {
  const collection = path.split("/").at(path.split("/").indexOf(`{${parameter["name"]}}`) - 1) ?? ""
  const found = collections[collection]
  if (found === undefined) throw new Error(`Say in PathParameters what stands in paths after /${collection}/`)
  const [description, example] = found
  return { ...parameter, description, example }
}
