/** When a key was rolled, and when it was last used. */
export const keyLifetimes: ReadonlyArray<string> = [
  `alter table api_keys add column rolled_at integer`,
  `alter table api_keys add column last_used_at integer`
]
