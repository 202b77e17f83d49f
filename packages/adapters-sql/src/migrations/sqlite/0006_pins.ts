/** The engine version that an environment pins, and the run that another repeats. */
export const pins: ReadonlyArray<string> = [
  "alter table environments add column pinned_engine_version text",
  "alter table runs add column replay_of text"
]
