/** The table that the measurements end in, and which of its targets were missed. */
import type { Figures, Measurement, Row, Target } from "./Measurement.ts"
import * as Sample from "./Sample.ts"

/** A row as it was filled; a ratio in per cent is one in hundredths here. */
export interface Line {
  readonly work: string
  readonly figure: Sample.Sample
  readonly digits: number
  readonly ratio?: Sample.Sample
  readonly as: "%" | "×"
  readonly target?: Target
  readonly missed: boolean
}

export const fill = <Name extends string>(rows: Measurement<Name>["rows"], figures: Figures<Name>) =>
  rows.map((row): Line => {
    const { as = "×", digits = 0, target, work } = row
    const ratio = row.ratio === undefined ? undefined : Sample.of(ratios(row.ratio, figures))
    const figure = Sample.of(figures[row.figure])
    return {
      work,
      figure,
      digits,
      ...(ratio === undefined ? {} : { ratio }),
      as,
      ...(target === undefined ? {} : { target }),
      missed: target !== undefined && !reaches(ratio ?? figure, target)
    }
  })

const ratios = <Name extends string>([ours, theirs]: NonNullable<Row<Name>["ratio"]>, figures: Figures<Name>) =>
  figures[ours].slice(0, figures[theirs].length).map((value, nth) => value / figures[theirs][nth]!)

const reaches = (sample: Sample.Sample, target: Target): boolean => {
  if ("none" in target) return sample.most === 0
  return "under" in target ? sample.median < target.under : sample.median >= target.atLeast
}

export const print = (lines: ReadonlyArray<Line>): string =>
  [
    "| work | figure | ratio | to reach |",
    "|---|---|---|---|",
    ...lines.map((line) => `| ${[line.work, figureOf(line), ratioOf(line), targetOf(line)].join(" | ")} |`)
  ].join("\n")

const figureOf = ({ digits, figure }: Line): string => Sample.format(figure, digits)

const ratioOf = ({ as, ratio }: Line): string => {
  if (ratio === undefined) return ""
  if (as === "×") return `${Sample.format(ratio, ratio.median < 10 ? 2 : 1)} ×`
  return `${Sample.format({ median: ratio.median * 100, least: ratio.least * 100, most: ratio.most * 100 })} %`
}

const targetOf = ({ as, missed, ratio, target }: Line): string => {
  if (target === undefined) return ""
  const text = (value: number) => {
    if (ratio === undefined) return value.toLocaleString("en-US")
    return as === "×" ? `${value} ×` : `${Math.round(value * 100)} %`
  }
  const bound = () => {
    if ("none" in target) return "none"
    if ("under" in target) return `under ${text(target.under)}`
    return target.stretch === undefined
      ? text(target.atLeast)
      : `${text(target.atLeast)}, at best ${text(target.stretch)}`
  }
  return missed ? `${bound()}: missed` : bound()
}

/** The works whose targets were missed. */
export const missed = (lines: ReadonlyArray<Line>): ReadonlyArray<string> =>
  lines.filter((line) => line.missed).map(({ work }) => work)
