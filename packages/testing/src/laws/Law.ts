/**
 * A law: one sentence of the contract that every adapter of a port keeps, and how that is tried.
 *
 * A law is data. It says what it tries with, and what has to hold; who runs it says on which adapter and how often.
 * Each try is on ports that are new and in which there is nothing, so tries cannot spoil each other, and what fails
 * can be made smaller and replayed.
 */
import { Cause, Effect, Exit, Layer, Logger } from "effect"
import fc from "fast-check"

export interface Law<Ports> {
  /** Finishes the sentence "it …" and states a guarantee. */
  readonly name: string
  /** What would go wrong in production if it did not hold. */
  readonly guards: string
  /** Tries it; rejects with {@link LawBroken} where it does not hold, and with the layer's own error where that has one. */
  readonly check: <E>(ports: Layer.Layer<Ports, E>, options?: Options) => Promise<void>
}

export interface Options {
  /** How many inputs it is tried with. Default: 50. */
  readonly numRuns?: number
  /** With {@link Options.path}, replays one failure: both are in its message. */
  readonly seed?: number
  readonly path?: string
  /** After so many milliseconds no more is tried, and what failed is not made smaller. Default: none. */
  readonly interruptAfterTimeLimit?: number
}

export const defaultRuns = 50

/** An adapter breaks a law. The message says what was tried when it did, made as small as it could be. */
export class LawBroken extends Error {
  override readonly name = "LawBroken"
}

/** What a law tries with, and what has to hold for each input: it fails or dies where that does not. */
export interface Definition<Ports, Input> {
  readonly name: string
  readonly guards: string
  readonly given: fc.Arbitrary<Input>
  readonly holds: (input: Input) => Effect.Effect<void, unknown, Ports>
}

export const law = <Ports, Input>({ given, guards, holds, name }: Definition<Ports, Input>): Law<Ports> => ({
  name,
  guards,
  check: async <E>(ports: Layer.Layer<Ports, E>, options: Options = {}) => {
    let unbuilt: Cause.Cause<E> | undefined
    const property = fc.asyncProperty(given, async (input) => {
      const built = Layer.build(Layer.fresh(ports)).pipe(
        Effect.tapCause((cause) =>
          Effect.sync(() => {
            unbuilt = cause
          })
        )
      )
      const exit = await Effect.runPromiseExit(
        Effect.scoped(Effect.flatMap(built, (context) => Effect.provideContext(holds(input), context))).pipe(
          Effect.provide(Logger.layer([]))
        )
      )
      if (Exit.isFailure(exit)) throw Cause.squash(exit.cause)
    })
    const details = await fc.check(property, { numRuns: defaultRuns, ...options })
    // Ports that cannot be had keep no law, and break none.
    if (unbuilt !== undefined) throw Cause.squash(unbuilt)
    if (details.failed) throw broken({ name, guards }, details)
  }
})

const broken = <Input>(
  law: Pick<Law<never>, "name" | "guards">,
  details: Extract<fc.RunDetails<[Input]>, { readonly failed: true }>
): LawBroken => {
  const { counterexample, counterexamplePath, errorInstance, numRuns, numShrinks, seed } = details
  const tried = counterexample === null ? "nothing: it was interrupted" : fc.stringify(counterexample[0])
  const message = `It ${law.name}: broken.

Guards: ${law.guards}
Tried with (try ${numRuns}, made smaller ${numShrinks} times): ${tried}
Replay: { seed: ${seed}, path: ${JSON.stringify(counterexamplePath)} }

${errorInstance instanceof Error ? errorInstance.message : String(errorInstance)}`
  return new LawBroken(message, { cause: errorInstance })
}
