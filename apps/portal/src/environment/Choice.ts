/**
 * The environment that is looked at: what `?environment=` says, and nothing else holds it.
 *
 * Left out it is live, `all` is the roll-up of all, and a deleted one is named by its id (contract, sections 4 and 7).
 */
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router"
import { pageOf } from "../Pages.ts"
import { type Environment, useEnvironments } from "./Environments.ts"

export type Choice =
  | { readonly kind: "all" }
  | { readonly kind: "one"; readonly environment: Environment }
  | { readonly kind: "deleted"; readonly id: string }
  | { readonly kind: "unknown"; readonly slug: string }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What the text of `?environment=` stands for among these environments. */
export const choiceOf = (said: string | undefined, environments: ReadonlyArray<Environment>): Choice => {
  const slug = said ?? "live"
  if (slug === "all") return { kind: "all" }
  const environment = environments.find((each) => each.slug === slug || each.id === slug)
  if (environment !== undefined) return { kind: "one", environment }
  return uuid.test(slug) ? { kind: "deleted", id: slug } : { kind: "unknown", slug }
}

export const useChoice = (): Choice => choiceOf(useSearch({ strict: false }).environment, useEnvironments())

/** What calls say: the slug, `all`, or a deleted one's id. */
export const useEnvironment = (): string => useSearch({ strict: false }).environment ?? "live"

/** Of which environment a command is shown: live, where not one is chosen. */
export const slugOf = (choice: Choice): string => (choice.kind === "one" ? choice.environment.slug : "live")

export const nameOf = (choice: Choice): string => {
  switch (choice.kind) {
    case "all":
      return "All"
    case "one":
      return choice.environment.kind === "live" ? "Live" : choice.environment.slug
    case "deleted":
      return "Deleted environment"
    case "unknown":
      return choice.slug
  }
}

/** Goes to the same page in another environment: to its list, since what is in one environment is in no other. */
export const useChooseEnvironment = () => {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  return (environment: string) => void navigate({ to: pageOf(pathname)?.to ?? "/runs", search: { environment } })
}
