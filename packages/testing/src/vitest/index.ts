/** Laws as tests of vitest. */
import type { Layer } from "effect"
import { describe, it } from "vitest"
import type { Law, Options } from "../laws/Law.ts"

/**
 * A test for each of the laws, on an adapter. The layer is built anew for each try, and gives ports in which there is
 * nothing; whatever it opens, it closes with its scope.
 */
export const suite = <Ports, E>(
  name: string,
  laws: ReadonlyArray<Law<Ports>>,
  ports: Layer.Layer<Ports, E>,
  options: Options = {}
): void => {
  describe(name, () => {
    for (const law of laws) it(law.name, () => law.check(ports, options))
  })
}
