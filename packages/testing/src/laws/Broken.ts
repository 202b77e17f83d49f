import type { Layer } from "effect"
import { type Law, LawBroken, type Options } from "./Law.ts"

/**
 * Tries all of the laws, one after the other, and gives what those that are broken say; an adapter that keeps the laws
 * gives none. For those who run tests with something else than vitest.
 */
export const broken = async <Ports, E>(
  laws: ReadonlyArray<Law<Ports>>,
  ports: Layer.Layer<Ports, E>,
  options: Options = {}
): Promise<ReadonlyArray<LawBroken>> => {
  const found: Array<LawBroken> = []
  for (const law of laws) {
    try {
      await law.check(ports, options)
    } catch (failure) {
      if (!(failure instanceof LawBroken)) throw failure
      found.push(failure)
    }
  }
  return found
}
