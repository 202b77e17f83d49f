/** A list of things, a page at a time. On narrow screens only the columns that matter stay. */
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { Button } from "./Button.tsx"
import { Failure } from "./Failure.tsx"
import { SkeletonRows } from "./Skeleton.tsx"
import "./Table.css"

export interface Column<Item> {
  readonly title: string
  readonly cell: (item: Item) => ReactNode
  /** Left out on narrow screens. */
  readonly wide?: boolean
  readonly number?: boolean
  /** Its title is for screen readers alone: a column of buttons. */
  readonly untitled?: boolean
}

interface TableProps<Item> {
  /** What it lists, for screen readers. */
  readonly label: string
  readonly columns: ReadonlyArray<Column<Item>>
  readonly items: ReadonlyArray<Item>
  readonly keyOf: (item: Item) => string
  /** Whether all columns are of one width, however much is in them. */
  readonly even?: boolean
}

export const Table = <Item,>({ columns, even = false, items, keyOf, label }: TableProps<Item>) => (
  <div className={even ? "table even" : "table"}>
    <table aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.title} scope="col" className={classOf(column)}>
              {column.untitled ? <span className="unseen">{column.title}</span> : column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={keyOf(item)}>
            {columns.map((column) => (
              <td key={column.title} className={classOf(column)}>
                {column.cell(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const classOf = ({ number, wide }: Column<never>) =>
  [wide ? "wide" : "", number ? "number" : ""].join(" ").trim() || undefined

type Paged<Item> = UseInfiniteQueryResult<InfiniteData<Page<Item>>>

interface Page<Item> {
  readonly data: ReadonlyArray<Item>
  readonly next_cursor?: string
}

/** A table of what is paged by cursors: while it loads, where it failed, where there is nothing, and further pages. */
export const PagedTable = <Item,>({
  empty,
  paged,
  ...table
}: Omit<TableProps<Item>, "items"> & { readonly paged: Paged<Item>; readonly empty: ReactNode }) => {
  if (paged.isPending) return <SkeletonRows columns={table.columns.length} />
  if (paged.data === undefined) return <Failure error={paged.error} again={() => void paged.refetch()} />
  const items = paged.data.pages.flatMap((page) => page.data)
  if (items.length === 0) return empty
  return (
    <>
      <Table {...table} items={items} />
      {paged.hasNextPage && (
        <div className="more">
          <Button busy={paged.isFetchingNextPage} onClick={() => void paged.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  )
}

/** What an infinite query of such pages needs beside its key and its call. */
export const byCursor = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { readonly next_cursor?: string }) => page.next_cursor
}
