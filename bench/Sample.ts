/** Figures of several rounds: the median, and how far they spread. */
export interface Sample {
  readonly median: number
  readonly least: number
  readonly most: number
}

export const of = (values: ReadonlyArray<number>): Sample => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, least: sorted[0]!, most: sorted.at(-1)! }
}

/** `12,300 (11,900 – 12,800)`. */
export const format = (sample: Sample, digits = 0): string => {
  const text = (value: number) =>
    value.toLocaleString("en-US", { maximumFractionDigits: digits, minimumFractionDigits: digits })
  return `${text(sample.median)} (${text(sample.least)} – ${text(sample.most)})`
}
