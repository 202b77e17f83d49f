/** The input of a run from what was typed: a JSON object, else what is wrong with it. */
export const inputOf = (text: string): { readonly input: Record<string, unknown> } | { readonly fault: string } => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { input: value as Record<string, unknown> }
    return { fault: "An input is a JSON object: { … }." }
  } catch (error) {
    return { fault: `This is not JSON: ${(error as Error).message}` }
  }
}
