/** One measurement: the rows that it fills, as data, and what takes their figures. */
export interface Measurement<Name extends string = string> {
  /** What `pnpm bench` takes to run it alone. */
  readonly name: string
  /** How each peer is set up, and the page of its documentation that says so. */
  readonly peers?: ReadonlyArray<string>
  readonly rows: ReadonlyArray<Row<Name>>
  readonly measure: () => Promise<Figures<Name>>
}

/** Of each figure its values, one for each round. */
export type Figures<Name extends string> = Readonly<Record<Name, ReadonlyArray<number>>>

export interface Row<Name extends string> {
  readonly work: string
  readonly figure: Name
  readonly digits?: number
  /** The first of two figures to the second, round by round. */
  readonly ratio?: readonly [Name, Name]
  readonly as?: "%" | "×"
  /** About the median of the ratio, where there is one, else about the figure's. A ratio is a number, not per cent. */
  readonly target?: Target
}

export type Target =
  | { readonly atLeast: number; readonly stretch?: number }
  | { readonly under: number }
  /** Of all values, not their median: nothing of it at all. */
  | { readonly none: true }

/** A measurement whose rows name the figures that it takes. */
export const make = <Name extends string>(
  measurement: Omit<Measurement<Name>, "rows"> & { readonly rows: ReadonlyArray<Row<NoInfer<Name>>> }
): Measurement => measurement as Measurement

/** Takes the figures of five rounds, in each of which all sides are measured, one after another. */
export const rounds = async <Name extends string>(
  round: (nth: number) => Promise<Readonly<Record<Name, number>>>,
  count = 5
): Promise<Figures<Name>> => {
  const taken: Array<Readonly<Record<Name, number>>> = []
  for (let nth = 0; nth < count; nth += 1) taken.push(await round(nth))
  const names = Object.keys(taken[0]!) as Array<Name>
  return Object.fromEntries(
    names.map((name) => [name, taken.map((figures) => figures[name])])
  ) as unknown as Figures<Name>
}
