/** Draws with uPlot. */
import { useEffect, useRef, useState, useSyncExternalStore } from "react"
import UPlot from "uplot"
import "uplot/dist/uPlot.min.css"
import { useTheme } from "../Theme.ts"

export type Colour = "good" | "warn" | "bad" | "busy" | "accent" | "teal" | "pink" | "edge"

export interface PlotProps {
  readonly series: ReadonlyArray<{
    readonly name: string
    readonly colour: Colour
    /** One for each bucket; null where there is none. */
    readonly values: ReadonlyArray<number | null>
  }>
  /** The beginnings of the buckets, RFC 3339. */
  readonly buckets: ReadonlyArray<string>
  /** Bars that stand on each other, or lines. */
  readonly kind: "bars" | "lines"
  readonly format: (value: number) => string
}

const height = 200

const hours = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" })
const days = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" })

const Plot = ({ buckets, format, kind, series }: PlotProps) => {
  const place = useRef<HTMLDivElement>(null)
  const theme = useTheme()
  const dark = useDark()
  const [shown, setShown] = useState<number>()
  useEffect(() => {
    const at = place.current!
    const colour = coloursOf(at)
    const columns = series.map((_, index) =>
      kind === "lines" ? series[index]!.values : buckets.map((_, bucket) => sumFrom(series, index, bucket))
    )
    const length = Date.parse(buckets.at(-1) ?? "") - Date.parse(buckets[0] ?? "")
    const margin = kind === "bars" ? length / (buckets.length - 1) / 2_000 : 0
    const label = (seconds: number) => (length < 3 * 86_400_000 ? hours : days).format(seconds * 1_000)
    const axis = {
      stroke: colour("--faint"),
      font: `11px ${getComputedStyle(at).fontFamily}`,
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false }
    }
    const plot = new UPlot(
      {
        width: at.clientWidth,
        height,
        tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC"),
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { show: kind === "lines" } },
        hooks: { setCursor: [({ cursor }) => setShown(cursor.idx ?? undefined)] },
        scales: {
          // The first and the last bar are as wide as the others.
          x: { range: (_, first, last) => [first - margin, last + margin] },
          y: { range: (_, __, most) => [0, most > 0 ? most * 1.1 : 100] }
        },
        axes: [
          { ...axis, grid: { show: false }, size: 26, values: (_, starts) => starts.map(label) },
          { ...axis, size: 56, values: (_, values) => values.map((value) => format(value)) }
        ],
        series: [
          {},
          ...series.map((one) => ({
            label: one.name,
            stroke: colour(`--plot-${one.colour}`),
            width: kind === "lines" ? 2 : 0,
            points: { show: kind === "lines" && buckets.length < 40, fill: colour("--surface") },
            ...(kind === "bars"
              ? { fill: colour(`--plot-${one.colour}`), paths: UPlot.paths.bars!({ size: [0.72, 44] }) }
              : {})
          }))
        ]
      },
      [buckets.map((bucket) => Date.parse(bucket) / 1_000), ...(columns as Array<Array<number | null>>)],
      at
    )
    const resized = new ResizeObserver(() => plot.setSize({ width: at.clientWidth, height }))
    resized.observe(at)
    return () => {
      resized.disconnect()
      plot.destroy()
    }
  }, [buckets, series, kind, format, theme, dark])
  return (
    <>
      <div ref={place} />
      <p className="chart-shown">
        {shown !== undefined &&
          buckets[shown] !== undefined &&
          `${buckets[shown].slice(0, 16).replace("T", " ")}: ${series
            .map(({ name, values }) => `${name} ${values[shown] == null ? "–" : format(values[shown])}`)
            .join(", ")}`}
      </p>
    </>
  )
}

export default Plot

/** What bars are drawn up to: the highest first, and the others over it. */
const sumFrom = (series: PlotProps["series"], first: number, bucket: number): number =>
  series.slice(first).reduce((sum, { values }) => sum + (values[bucket] ?? 0), 0)

/** A canvas knows no variables. */
const coloursOf = (at: HTMLElement) => (variable: string) => {
  at.style.color = `var(${variable})`
  const { color } = getComputedStyle(at)
  at.style.color = ""
  return color
}

/** Whether the system is dark now, which counts while no theme is chosen. */
const useDark = (): boolean => useSyncExternalStore(watchSystem, systemIsDark)

const system = matchMedia("(prefers-color-scheme: dark)")

const watchSystem = (changed: () => void) => {
  system.addEventListener("change", changed)
  return () => system.removeEventListener("change", changed)
}

const systemIsDark = () => system.matches
