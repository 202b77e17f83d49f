/** A part of an OpenAPI document, as it is generated: any JSON object. */
// biome-ignore lint/suspicious/noExplicitAny: what a document has where is said by OpenAPI and checked by its linter.
export type Node = Record<string, any>
