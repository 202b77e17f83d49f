/** Whether laws catch faults: each faulty adapter is tried with laws until it breaks one. */
import { mkdirSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Layer } from "effect"
import fc from "fast-check"
import { type Law, LawBroken } from "../src/laws/index.ts"
import type { Fault } from "./faulty/Fault.ts"

export interface Verdict extends Omit<Fault<never>, "of"> {
  /** The law that it broke first, if it broke any. */
  readonly caughtBy: string | undefined
}

/** The same tries each time, so that a change of a law or of a fault shows; others each time in a hunt. */
const tries = process.env["NEXIO_HUNT"] === undefined ? { seed: 1 } : {}

/** A law that has not come to an end by then is broken too: a test of it would time out. */
const patienceMs = 30_000

const breaks = async <Ports, E>(law: Law<Ports>, ports: Layer.Layer<Ports, E>, numRuns?: number): Promise<boolean> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const impatience = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), patienceMs)
  })
  const trying = law.check(ports, { ...tries, ...(numRuns === undefined ? {} : { numRuns }) }).then(
    () => false,
    (error) => {
      if (error instanceof LawBroken) return true
      throw error
    }
  )
  return await Promise.race([trying, impatience]).finally(() => clearTimeout(timer))
}

/** The first few tries with each law, before all of them: most faults are found by those, of whichever law. */
const few = 5

/** What breaks a law is not made smaller: that it does is all that is asked here. */
const unshrunk = async <A>(doing: () => Promise<A>): Promise<A> => {
  const before = fc.readConfigureGlobal()
  fc.configureGlobal({ ...before, endOnFailure: true })
  try {
    return await doing()
  } finally {
    fc.configureGlobal(before)
  }
}

/** The names of the laws that adapters break. */
export const brokenBy = <Ports, E>(
  ports: Layer.Layer<Ports, E>,
  laws: ReadonlyArray<Law<Ports>>
): Promise<ReadonlyArray<string>> =>
  unshrunk(async () => {
    const names: Array<string> = []
    for (const law of laws) if (await breaks(law, ports)) names.push(law.name)
    return names
  })

const firstBroken = async <Ports, E>(ports: Layer.Layer<Ports, E>, laws: ReadonlyArray<Law<Ports>>) => {
  for (const numRuns of [few, undefined]) {
    for (const law of laws) if (await breaks(law, ports, numRuns)) return law.name
  }
  return undefined
}

/** One in three of what is much, whichever; all in a hunt. */
export const some = <A>(all: ReadonlyArray<A>): ReadonlyArray<A> => {
  if (process.env["NEXIO_HUNT"] !== undefined || all.length < 60) return all
  const first = Math.floor(Math.random() * 3)
  return all.filter((_, nth) => nth % 3 === first)
}

/** A verdict on some of the faults, so many of them tried at once; of laws the first that catches one is enough. */
export const verdictsOn = <Ports, E>(
  faults: ReadonlyArray<Fault<Ports>>,
  right: Layer.Layer<Ports, E>,
  lawsOf: (port: string) => ReadonlyArray<Law<Ports>>,
  atOnce = 1
): Promise<ReadonlyArray<Verdict>> =>
  unshrunk(async () => {
    const verdicts: Array<Verdict> = []
    const left = some(faults).values()
    const judge = async () => {
      for (const { of, ...fault } of left) {
        verdicts.push({ ...fault, caughtBy: await firstBroken(of(right), lawsOf(fault.port)) })
      }
    }
    await Promise.all(Array.from({ length: atOnce }, judge))
    return verdicts
  })

/** Writes the verdicts where git does not look: a line a fault. */
export const write = (name: string, verdicts: ReadonlyArray<Verdict>): void => {
  const folder = fileURLToPath(new URL("../coverage/", import.meta.url))
  mkdirSync(folder, { recursive: true })
  const lines = verdicts.map(
    ({ breaks, caughtBy, name, port }) =>
      `${port}: It ${name}.\n  Breaks: ${breaks}\n  ${caughtBy === undefined ? "MISSED" : `Caught by: It ${caughtBy}.`}\n`
  )
  writeFileSync(`${folder}power-${name}.txt`, lines.join(""))
}

export const missedOf = (verdicts: ReadonlyArray<Verdict>): ReadonlyArray<string> =>
  verdicts.filter(({ caughtBy }) => caughtBy === undefined).map(({ name, port }) => `${port}: It ${name}`)
