/** In the place of a page that there is not. */
import { Compass } from "lucide-react"
import { ButtonLink } from "../parts/Button.tsx"
import { Empty } from "../parts/Empty.tsx"

export const NoPage = () => (
  <main className="page">
    <title>No such page · Nexio</title>
    <Empty
      sign={Compass}
      title="There is no such page"
      action={
        <ButtonLink to="/runs" kind="primary">
          Go to Runs
        </ButtonLink>
      }
    >
      The address leads nowhere.
    </Empty>
  </main>
)
