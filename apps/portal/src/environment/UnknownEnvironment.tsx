/** In the place of a page whose address names an environment that there is not. */
import { Layers } from "lucide-react"
import { ButtonLink } from "../parts/Button.tsx"
import { Empty } from "../parts/Empty.tsx"

export const UnknownEnvironment = ({ slug }: { readonly slug: string }) => (
  <div className="page">
    <title>Unknown environment · Nexio</title>
    <Empty
      sign={Layers}
      title={`There is no environment “${slug}”`}
      action={
        <ButtonLink to="." search={(search) => ({ ...search, environment: "live" })} kind="primary">
          Go to Live
        </ButtonLink>
      }
    >
      It may have been deleted, or the address has a slip in it. Nothing is shown in its place.
    </Empty>
  </div>
)
