/** The engine version that an environment pins. */
export const pins: ReadonlyArray<string> = ["alter table environments add column pinned_engine_version text"]
