import { Data } from "effect"

/** The database cannot be opened, or not as it would have to be. */
export class DatabaseRefused extends Data.TaggedError("DatabaseRefused")<{ readonly message: string }> {}
