/** The public JSON of a run: as it is read, as a list has it, and as its events carry it. */
import { Schema, Struct } from "effect"
import { encoder, snakeCased } from "../json/SnakeCase.ts"
import { Run, RunSummary } from "./Run.ts"

const renamed = { id: "run_id" } as const

const internal = ["orgId", "release", "startedAt"] as const
const read = Struct.omit(Run.fields, internal)

/** A run as it is read. */
export const RunAsRead = snakeCased(Schema.Struct(read), renamed)

/** The JSON of {@link RunAsRead} of a run that is kept. */
export const asRead = encoder(Schema.Struct(read), renamed)

/** A run in a list. */
export const RunAsListed = snakeCased(Schema.Struct(Struct.omit(RunSummary.fields, internal)), renamed)

/** A run in the payload of an event: as read, without what was asked and who asked. */
export const RunInEvent = snakeCased(
  Schema.Struct(Struct.omit(read, ["input", "offerings", "apiKeyId", "emptiedAt"])),
  renamed
)
