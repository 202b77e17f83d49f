/**
 * The query of an address as plain texts.
 *
 * The router's own way reads values as JSON, so that the slugs `2024`, `1e3` and `null` would be no slugs any more.
 */
export type Search = Readonly<Record<string, string>>

export const parse = (text: string): Search => Object.fromEntries(new URLSearchParams(text))

export const stringify = (search: Readonly<Record<string, unknown>>): string => {
  const said = Object.entries(search).filter(([, value]) => value !== undefined && value !== "")
  const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString()
  return text === "" ? "" : `?${text}`
}

/** Takes these names of a query, where they are said. */
export const naming =
  <const Name extends string>(...names: ReadonlyArray<Name>) =>
  (search: Readonly<Record<string, unknown>>): { [N in Name]?: string } => {
    const taken: { [N in Name]?: string } = {}
    for (const name of names) if (typeof search[name] === "string") taken[name] = search[name]
    return taken
  }
