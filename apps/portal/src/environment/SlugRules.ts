/** Whether a new environment can be called so, told while it is typed; the server decides (contract, section 2). */
const pattern = /^[a-z0-9_]{1,16}$/

const reserved = ["live", "test", "internal", "admin", "api", "nexio", "draft", "all"]

/** What is wrong with a slug, in the server's order; undefined where nothing is, or nothing was typed yet. */
export const faultOfSlug = (slug: string, taken: ReadonlyArray<string>): string | undefined => {
  if (slug === "") return undefined
  if (!pattern.test(slug)) return "1 to 16 characters: lowercase letters, digits and underscores."
  if (reserved.includes(slug)) return `“${slug}” is reserved.`
  if (taken.includes(slug)) return `There is an environment “${slug}” already.`
  return undefined
}
