import type { Node } from "./Node.ts"

/** A schema that the generator met twice has two names; it keeps the first. */
export const oncePerSchema = (document: Node): Node => {
  const schemas: Node = document["components"].schemas
  const twins = Object.keys(schemas).filter((name) => {
    const first = schemas[name.replace(/_\d+$/, "")]
    return first !== schemas[name] && JSON.stringify(first) === JSON.stringify(schemas[name])
  })
  const text = twins.reduce(
    (text, name) => text.replaceAll(`/schemas/${name}"`, `/schemas/${name.replace(/_\d+$/, "")}"`),
    JSON.stringify(document)
  )
  const once = JSON.parse(text)
  for (const name of twins) delete once.components.schemas[name]
  return once
}
