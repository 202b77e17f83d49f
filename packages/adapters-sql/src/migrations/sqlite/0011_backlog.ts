/** What waits for workers is counted by `runs_turns`, as claims find runs. */
export const backlog: ReadonlyArray<string> = ["drop index runs_due"]
