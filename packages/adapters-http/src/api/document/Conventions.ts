/** What holds for every call: the contract's section 3, in short. */

/** Title and text of each. */
export const conventions: ReadonlyArray<readonly [title: string, text: string]> = [
  [
    "Authentication",
    "Calls under `/api/v1` take an API key, as `Authorization: Bearer nx_…`; `X-API-Key` is accepted as the older form. " +
      "The key alone decides the environment: what belongs to another one answers 404, exactly as what does not exist. " +
      "Calls under `/api`, without a version, are the portal's: the same, for who is signed in there, by a cookie and never " +
      "by a key; `environment` says which one they are about. Calls under `/admin/v1` take the operator's token. A key's permissions, and whether its environment is `live`, " +
      "decide which calls it may make; a refusal for that is 403, and comes before anything is looked up."
  ],
  [
    "Errors",
    'Every error is `{"code", "message", "request_id"}`, with `details: [{path, message}]` where fields are at fault. ' +
      "The `code` is stable and the `message` is for people. A path that there is not is 404 `not_found`; a method " +
      "that a path does not take is 405 `method_not_allowed`, with `Allow`. Refusals come in this order: 404 or 405 of " +
      "the path, 401, 429, 403, 413, 415, 400, 404, 409. After a 503 or 429, wait for `Retry-After` seconds and repeat."
  ],
  [
    "Rate limits",
    "The operator may give an org a limit of requests per UTC minute. Environments that are not live get at most half of " +
      "it, together. Every answer to a key of such an org has `RateLimit-Limit`, `RateLimit-Remaining` and " +
      "`RateLimit-Reset`, in seconds; what is beyond is 429 `rate_limited`. Too many calls from one address without a " +
      "valid key are 429 too, and do not hinder those that have one."
  ],
  [
    "Lists",
    'Lists are newest first: `{"data": […], "next_cursor": "…"}`. For the next page, send `next_cursor` as ' +
      "`cursor`; it is absent on the last page. `limit` is 1 to 100, and 20 where nothing is said."
  ],
  [
    "Idempotency",
    "Every POST takes an `Idempotency-Key` of 1 to 255 visible characters. For 24 hours, the same request with the same " +
      "key has one effect and gets the first answer, with `Idempotent-Replayed: true` and without keys and secrets, " +
      "which are shown once. Another body under the same key is 409 `idempotency_conflict`."
  ],
  [
    "Values",
    "Times are RFC 3339 in UTC with milliseconds; ids are UUIDv7. Fields that are not set are left out. A field that a " +
      "request does not take is 400; a body of more than 1 MiB is 413, and another media type than JSON is 415."
  ]
]

/** As the document's description has them. */
export const markdown = conventions.map(([title, text]) => `## ${title}\n\n${text}`).join("\n\n")
