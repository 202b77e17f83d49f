/** `/llms.txt`: what a language model has to know to use the API, in the shape of llmstxt.org. */
import { callerOf } from "./Callers.ts"
import * as Conventions from "./Conventions.ts"
import { callsOf, type Groups, meaningOf, nameOf } from "./Declared.ts"

const summary =
  "Environments, API keys, runs, webhooks and usage of an org. JSON over HTTP: a key is bound to one environment of one org, and what it makes and reads is that environment's."

/** The text, with one line for each call. Its links lead to the server that it comes from. */
export const llmsText = (groups: Groups): string => {
  // The portal's calls are the same, for people.
  const calls = callsOf(groups).filter(({ path }) => !path.startsWith("/api/") || path.startsWith("/api/v1/"))
  const told = Object.values(groups).filter((group) => calls.some((call) => call.group === nameOf(group)))
  const sections = told.map((group) => [
    `## ${nameOf(group)}`,
    meaningOf(group),
    calls
      .filter((call) => call.group === nameOf(group))
      .map((call) => `- \`${call.method} ${call.path}\` (\`${call.id}\`): ${call.summary}. Caller: ${callerOf(call)}.`)
      .join("\n")
  ])
  return `${[
    "# Nexio",
    `> ${summary}`,
    ...Conventions.conventions.map(([title, text]) => `**${title}.** ${text}`),
    "## Documents",
    "- [OpenAPI](openapi.json): every call with its parameters, bodies, answers, errors and examples\n- [Reference](docs): the same for people, in a browser",
    ...sections.flat()
  ].join("\n\n")}\n`
}
