/** The shell line that submits a run with a key: it works as it stands. */
export const submissionWith = (key: string): string =>
  [
    `curl ${location.origin}/api/v1/runs`,
    `  -H 'Authorization: Bearer ${key}'`,
    "  -H 'Content-Type: application/json'",
    `  -d '{"input": {"hello": "world"}}'`
  ].join(" \\\n")
