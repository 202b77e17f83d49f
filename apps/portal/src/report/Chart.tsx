/** A chart over time. Its numbers stand in a table beside it, so that nobody has to see it. */
import { CatchBoundary } from "@tanstack/react-router"
import { lazy, Suspense } from "react"
import type { PlotProps } from "./Plot.tsx"
import "./Chart.css"

const Plot = lazy(() => import("./Plot.tsx"))

export const Chart = ({ title, ...plot }: PlotProps & { readonly title: string }) => (
  <figure className="chart">
    <figcaption>
      <h2>{title}</h2>
      <ul className="chart-legend">
        {plot.series.map(({ colour, name }) => (
          <li key={name} data-colour={colour}>
            {name}
          </li>
        ))}
      </ul>
    </figcaption>
    <div className="chart-place" aria-hidden="true">
      <CatchBoundary getResetKey={() => title} errorComponent={Undrawn}>
        <Suspense>
          <Plot {...plot} />
        </Suspense>
      </CatchBoundary>
      {plot.series.every(({ values }) => values.every((value) => !value)) && (
        <p className="chart-empty">Nothing in this range</p>
      )}
    </div>
  </figure>
)

const Undrawn = () => <p className="faint">This browser cannot draw it. The numbers stand below.</p>
