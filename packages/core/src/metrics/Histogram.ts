/**
 * A histogram: how many values fell into each bin. Histograms are merged by adding up the counts of their bins.
 *
 * Values are whole milliseconds. Bins widen with them, by the logarithmic mapping of DDSketch, so that what stands for
 * a bin is within 1 % of all that can be in it. Rounded to whole milliseconds that is exact below 50 ms and within 2 %
 * above (contract section 8). Bins are stored, so which one a value falls into never changes.
 */
import { DDSketch } from "@datadog/sketches-js"
import { Schema } from "effect"

const options = { relativeAccuracy: 0.01 }
const { mapping } = new DDSketch(options)

/** The bin of what took no time; those of the mapping begin with 0, which is that of 1 ms. */
const none = -1

/** The bin that a value falls into. */
export const binOf = (milliseconds: number): number => (milliseconds === 0 ? none : mapping.key(milliseconds))

/** What so many of 100 values are at most, in whole milliseconds: of the values in their order, that of the nearest rank. */
export const Quantiles = Schema.Struct({ p50: Schema.Natural, p90: Schema.Natural, p99: Schema.Natural })
export interface Quantiles extends Schema.Schema.Type<typeof Quantiles> {}

export class Histogram {
  private readonly sketch = new DDSketch(options)

  add(bin: number, count: number): void {
    this.sketch.accept(bin === none ? 0 : mapping.value(bin), count)
  }

  /** None of nothing. */
  quantiles(): Quantiles | undefined {
    return this.sketch.count === 0
      ? undefined
      : { p50: this.percentile(50), p90: this.percentile(90), p99: this.percentile(99) }
  }

  private percentile(percent: number): number {
    const { count } = this.sketch
    const rank = Math.ceil((percent * count) / 100)
    // The sketch counts from 0 to 1 over its values and gives the one before: half a value above the rank is that rank.
    return Math.round(this.sketch.getValueAtQuantile(Math.min(1, (rank - 0.5) / (count - 1))))
  }
}
