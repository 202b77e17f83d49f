/** Since when an endpoint fails. */
export const failingSince: ReadonlyArray<string> = ["alter table endpoints add column failing_since bigint"]
