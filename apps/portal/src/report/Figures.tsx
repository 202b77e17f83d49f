/** A few numbers, large. */
import type { ReactNode } from "react"
import "./Report.css"

export const Figures = ({ of }: { readonly of: ReadonlyArray<readonly [name: string, value: ReactNode]> }) => (
  <dl className="figures">
    {of.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

const whole = new Intl.NumberFormat()

export const count = (value: number): string => whole.format(value)

/** In a table, where what is not nothing is to be found at a glance. */
export const Count = ({ of }: { readonly of: number }) => <span className={of === 0 ? "faint" : ""}>{count(of)}</span>

/** A share as percent: `98.2%`. */
export const percent = (share: number): string => `${(share * 100).toFixed(share === 1 || share === 0 ? 0 : 1)}%`

/** The beginning of a bucket, in UTC, as short as its length lets it be. */
export const bucketName = (at: string, granularity: "hour" | "day" | "month"): string =>
  granularity === "hour" ? at.slice(5, 16).replace("T", " ") : at.slice(0, granularity === "day" ? 10 : 7)
