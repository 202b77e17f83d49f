import { Schema } from "effect"

/** An object without fields: the query of a call that takes none, or a body that says nothing. */
export const Nothing = Schema.Record(Schema.String, Schema.Never.annotate({ message: "Unknown field. Leave it out." }))
