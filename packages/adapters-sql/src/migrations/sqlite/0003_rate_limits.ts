/** How many requests an org may make in a minute, in its row and in those of its keys. They are counted in memory. */
export const rateLimits: ReadonlyArray<string> = [
  `alter table orgs add column rate_limit_per_minute integer`,
  `alter table api_keys add column rate_limit_per_minute integer`
]
