/** Shell lines that make a call with a key. With a key's whole text they work as they stand. */
const command = (key: string, path: string, body: object): string =>
  [
    `curl ${location.origin}/api/v1${path}`,
    `  -H 'Authorization: Bearer ${key}'`,
    "  -H 'Content-Type: application/json'",
    `  -d '${JSON.stringify(body)}'`
  ].join(" \\\n")

/** In the place of a key of an environment, whose text is known to its holder alone. */
export const someKeyOf = (slug: string): string => `nx_${slug}_…`

export const submissionWith = (key: string): string => command(key, "/runs", { input: { hello: "world" } })

export const endpointWith = (key: string): string =>
  command(key, "/webhooks", { url: "https://example.com/hooks", events: ["run.completed", "run.failed"] })

/** Only keys of live make keys and environments, and release versions. */
export const keyFor = (slug: string): string =>
  command(someKeyOf("live"), "/api-keys", { name: "ci", environment_slug: slug })

export const newEnvironment = (): string => command(someKeyOf("live"), "/environments", { slug: "dev" })

export const releaseOf = (engine: string): string =>
  command(someKeyOf("live"), `/engines/${engine}/versions`, {
    changelog: "The first",
    executor: { type: "http", url: "https://example.com/run" }
  })
