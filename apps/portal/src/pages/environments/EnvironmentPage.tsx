/** One environment: what it is told to be, and how that differs from another. */
import { Link, useParams } from "@tanstack/react-router"
import { ChevronLeft, CopyPlus, Play } from "lucide-react"
import { useState } from "react"
import { useOrgReason } from "../../environment/Allowed.ts"
import { type Environment, useEnvironments } from "../../environment/Environments.ts"
import { UnknownEnvironment } from "../../environment/UnknownEnvironment.tsx"
import { EnvironmentTag } from "../../parts/Badge.tsx"
import { Button, ButtonLink } from "../../parts/Button.tsx"
import { Copyable } from "../../parts/Copy.tsx"
import { Facts, Page } from "../../parts/Page.tsx"
import { Time } from "../../parts/Time.tsx"
import { CloneDialog } from "./CloneDialog.tsx"
import { Comparison } from "./Comparison.tsx"
import { EditEnvironment } from "./EditEnvironment.tsx"

export const EnvironmentPage = () => {
  const { slug } = useParams({ from: "/frame/environments/$slug" })
  const environment = useEnvironments().find((each) => each.slug === slug)
  return environment === undefined ? <UnknownEnvironment slug={slug} /> : <Shown environment={environment} />
}

const Shown = ({ environment }: { readonly environment: Environment }) => {
  const { created_at, description, id, kind, pinned_engine_version, slug } = environment
  const reason = useOrgReason("environments:manage")
  const [asked, setAsked] = useState<"edit" | "clone">()
  const close = () => setAsked(undefined)
  const fixed = kind === "environment" ? undefined : "Configurations are cloned into environments that are not live."
  return (
    <Page
      title={slug === "live" ? "Live" : slug}
      above={
        <Link to="/environments" className="back">
          <ChevronLeft aria-hidden="true" /> Environments
        </Link>
      }
      actions={
        <>
          <ButtonLink to="/runs" search={{ environment: slug }} icon={<Play aria-hidden="true" />}>
            Its runs
          </ButtonLink>
          <Button reason={reason} onClick={() => setAsked("edit")}>
            Edit
          </Button>
          <Button icon={<CopyPlus aria-hidden="true" />} reason={reason ?? fixed} onClick={() => setAsked("clone")}>
            Clone into it
          </Button>
        </>
      }
    >
      <Facts
        of={[
          ["Environment", <EnvironmentTag key="slug" slug={slug} />],
          ["Pinned engine version", pinned_engine_version ?? "None: runs get the current one"],
          ["Created", <Time key="created" at={created_at} focusable />],
          ["Id", <Copyable key="id" text={id} what="its id" />],
          ["Description", description]
        ]}
      />
      <Comparison slug={slug} />
      {asked === "edit" && <EditEnvironment environment={environment} onClose={close} />}
      {asked === "clone" && <CloneDialog into={slug} onClose={close} />}
    </Page>
  )
}
