/** The table that the measurements end in, and which of its targets were missed. */
import * as Sample from "./Sample.ts"

export interface Row {
  readonly work: string
  readonly figure: string
  readonly ratio?: string
  readonly target?: Target
}

export interface Target {
  readonly text: string
  readonly reached: boolean
}

export const print = (rows: ReadonlyArray<Row>): string =>
  [
    "| work | figure | ratio | to reach |",
    "|---|---|---|---|",
    ...rows.map(({ figure, ratio, target, work }) => line([work, figure, ratio, target?.text]))
  ].join("\n")

const line = (cells: ReadonlyArray<string | undefined>): string =>
  cells.map((cell) => (cell === undefined ? "| " : `| ${cell} `)).join("") + "|"

/** The works whose targets were missed. */
export const missed = (rows: ReadonlyArray<Row>): ReadonlyArray<string> =>
  rows.filter(({ target }) => target?.reached === false).map(({ work }) => work)

/** Ours is at least so many per cent of it. */
export const percent = (sample: Sample.Sample, least: number) => ({
  ratio: Sample.format({ median: sample.median * 100, least: sample.least * 100, most: sample.most * 100 }) + " %",
  target: { text: `${least} %`, reached: sample.median * 100 >= least }
})

/** Ours is at least so many times it. */
export const times = (sample: Sample.Sample, least: number) => ({
  ratio: `${Sample.format(sample, least < 10 ? 2 : 1)} ×`,
  target: { text: `${least} ×`, reached: sample.median >= least }
})

/** Ours is less than so many times it. */
export const lessThan = (sample: Sample.Sample, most: number) => ({
  ratio: `${Sample.format(sample, 2)} ×`,
  target: { text: `under ${most} ×`, reached: sample.median < most }
})

export const under = (sample: Sample.Sample, most: number): Target => ({
  text: `under ${most}`,
  reached: sample.median < most
})

export const atLeast = (sample: Sample.Sample, least: number): Target => ({
  text: `at least ${least.toLocaleString("en-US")}`,
  reached: sample.median >= least
})

/** Nothing of it at all. */
export const none = (count: number) => ({ figure: String(count), target: { text: "0", reached: count === 0 } })
