/** One engine and its versions, which never change. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { Link, useParams } from "@tanstack/react-router"
import { ChevronLeft, GitCommitHorizontal, Plus } from "lucide-react"
import { useState } from "react"
import { releaseOf } from "../../api-key/Commands.ts"
import { type EngineVersion, engineQuery, rotateEngineSecret, versionsQuery } from "../../engine/Engines.ts"
import { useOrgReason } from "../../environment/Allowed.ts"
import { Button } from "../../parts/Button.tsx"
import { Copyable } from "../../parts/Copy.tsx"
import { Empty } from "../../parts/Empty.tsx"
import { Failure } from "../../parts/Failure.tsx"
import { Facts, Page, Section } from "../../parts/Page.tsx"
import { RotateSecret } from "../../parts/RotateSecret.tsx"
import { SkeletonBlock } from "../../parts/Skeleton.tsx"
import { type Column, PagedTable } from "../../parts/Table.tsx"
import { Time, took } from "../../parts/Time.tsx"
import { Release } from "./Release.tsx"

const columns: ReadonlyArray<Column<EngineVersion>> = [
  { title: "Version", cell: ({ version }) => <code>{version}</code> },
  { title: "Changelog", cell: ({ changelog }) => changelog },
  { title: "Executor", wide: true, cell: ({ executor }) => <Executor executor={executor} /> },
  { title: "Released", wide: true, number: true, cell: ({ created_at }) => <Time at={created_at} /> }
]

const Executor = ({ executor }: Pick<EngineVersion, "executor">) =>
  executor.type === "echo" ? (
    <span className="soft">Echo: the output is the input</span>
  ) : (
    <span className="soft url">
      {executor.url ?? "http"}, within {took(executor.timeout_ms)}
    </span>
  )

export const EnginePage = () => {
  const { slug } = useParams({ from: "/frame/engines/$slug" })
  const engine = useQuery(engineQuery(slug))
  const versions = useInfiniteQuery(versionsQuery(slug))
  const reason = useOrgReason("engines:manage")
  const [asked, setAsked] = useState<"release" | "rotate">()
  const close = () => setAsked(undefined)
  return (
    <Page
      title={engine.data?.label ?? "Engine"}
      above={
        <Link to="/engines" className="back">
          <ChevronLeft aria-hidden="true" /> Engines
        </Link>
      }
      about={<Copyable text={slug} what="the slug" />}
      actions={
        <>
          <Button reason={reason} onClick={() => setAsked("rotate")}>
            Rotate secret
          </Button>
          <Button kind="primary" icon={<Plus aria-hidden="true" />} reason={reason} onClick={() => setAsked("release")}>
            Release version
          </Button>
        </>
      }
    >
      {engine.data !== undefined ? (
        <Facts
          of={[
            ["Current version", engine.data.current_version ?? "None yet"],
            ["Type", engine.data.engine_type],
            ["Created", <Time key="created" at={engine.data.created_at} focusable />],
            ["Description", engine.data.description]
          ]}
        />
      ) : engine.isPending ? (
        <SkeletonBlock />
      ) : (
        <Failure error={engine.error} again={() => void engine.refetch()} />
      )}
      <Section title="Versions">
        <PagedTable
          label="Versions"
          paged={versions}
          keyOf={({ version }) => version}
          columns={columns}
          empty={
            <Empty sign={GitCommitHorizontal} title="No version yet" command={releaseOf(slug)}>
              Release the first one, and the engine can run.
            </Empty>
          }
        />
      </Section>
      {asked === "release" && <Release slug={slug} onClose={close} />}
      {asked === "rotate" && (
        <RotateSecret
          rotate={async (overlap) => (await rotateEngineSecret(slug, overlap)).signing_secret ?? ""}
          onClose={close}
        />
      )}
    </Page>
  )
}
