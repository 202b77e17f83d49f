/** How two environments' configurations differ: in pin, description and endpoints. */
import { useQuery } from "@tanstack/react-query"
import { Equal } from "lucide-react"
import { type ReactNode, useState } from "react"
import { answerOf, api, type Schemas } from "../../api/Api.ts"
import { useOrgReason } from "../../environment/Allowed.ts"
import { useEnvironments } from "../../environment/Environments.ts"
import { Empty } from "../../parts/Empty.tsx"
import { Failure } from "../../parts/Failure.tsx"
import { Select } from "../../parts/Field.tsx"
import { Section } from "../../parts/Page.tsx"
import { SkeletonBlock } from "../../parts/Skeleton.tsx"
import { Table } from "../../parts/Table.tsx"

export const Comparison = ({ slug }: { readonly slug: string }) => {
  const others = useEnvironments().filter((each) => each.slug !== slug)
  const reason = useOrgReason("environments:manage")
  const [chosen, setChosen] = useState(others[0]?.slug)
  const difference = useQuery({
    queryKey: ["environments", "difference", slug, chosen],
    queryFn: () =>
      answerOf(
        api.GET("/api/environments/{slug}/diff", { params: { path: { slug }, query: { with: chosen ?? "live" } } })
      ),
    enabled: chosen !== undefined && reason === undefined
  })
  if (chosen === undefined) return null
  return (
    <Section
      title="Compared"
      actions={
        <div className="one-filter">
          <Select label="With" value={chosen} onChange={(event) => setChosen(event.target.value)}>
            {others.map((each) => (
              <option key={each.slug} value={each.slug}>
                with {each.slug}
              </option>
            ))}
          </Select>
        </div>
      }
    >
      {reason !== undefined ? (
        <p className="soft">{reason}</p>
      ) : difference.data !== undefined ? (
        <Differences of={difference.data} />
      ) : difference.isPending ? (
        <SkeletonBlock />
      ) : (
        <Failure error={difference.error} again={() => void difference.refetch()} />
      )}
    </Section>
  )
}

const Differences = ({ of }: { readonly of: Schemas["Difference"] }) =>
  of.same ? (
    <Empty sign={Equal} title="They are the same">
      In pin, description and endpoints, whether these are active and their secrets aside.
    </Empty>
  ) : (
    <Table
      even
      label="Differences"
      keyOf={({ what }) => what}
      items={rowsOf(of)}
      columns={[
        { title: "What", cell: ({ what }) => what },
        { title: of.environment, cell: ({ here }) => here },
        { title: of.with, cell: ({ there }) => there }
      ]}
    />
  )

interface Row {
  readonly what: string
  readonly here: ReactNode
  readonly there: ReactNode
}

const none = <span className="faint">–</span>

const rowsOf = (difference: Schemas["Difference"]): ReadonlyArray<Row> => {
  const { endpoints } = difference
  return [
    ...rowOf("Pinned engine version", difference.pinned_engine_version),
    ...rowOf("Description", difference.description),
    ...endpoints.only_here.map(({ url }) => ({ what: `Endpoint ${url}`, here: "Present", there: none })),
    ...endpoints.only_there.map(({ url }) => ({ what: `Endpoint ${url}`, here: none, there: "Present" })),
    ...endpoints.changed.flatMap(({ url, ...changed }) =>
      Object.entries(changed).flatMap(([name, sides]) => rowOf(`Endpoint ${url}: ${name.replaceAll("_", " ")}`, sides))
    )
  ]
}

const rowOf = (what: string, sides: { readonly here?: unknown; readonly there?: unknown } | undefined) =>
  sides === undefined ? [] : [{ what, here: textOf(sides.here), there: textOf(sides.there) }]

const textOf = (value: unknown): ReactNode => {
  if (value === undefined) return none
  return Array.isArray(value) ? value.join(", ") : String(value)
}
