/** Says which environment is looked at; the dropdown opens from it. */
import { ChevronDown } from "lucide-react"
import type { ComponentProps } from "react"
import { type Choice, nameOf } from "./Choice.ts"

export const EnvironmentButton = ({ choice, ...button }: { readonly choice: Choice } & ComponentProps<"button">) => (
  <button type="button" {...button} className="environment-button" aria-label={`Environment: ${nameOf(choice)}`}>
    <span className="environment-dot" aria-hidden="true" />
    {nameOf(choice)}
    <ChevronDown aria-hidden="true" />
  </button>
)
