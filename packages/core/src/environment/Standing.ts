/**
 * Standing: whether an environment takes what is to be written in it.
 *
 * A store asks within the transaction that writes, since a deletion or a suspension can come after the key was let in.
 */
import { Result } from "effect"
import { OrgSuspended } from "../api-key/Authentication.ts"
import { type Environment, EnvironmentGone } from "./Environment.ts"

export interface Standing {
  /** Whether the org is suspended. */
  readonly suspended: boolean
  readonly environment: Pick<Environment, "deletedAt"> | undefined
}

/** Why nothing is written. */
export type Refused = EnvironmentGone | OrgSuspended

export const check = ({ environment, suspended }: Standing): Result.Result<void, Refused> => {
  if (environment === undefined || environment.deletedAt !== undefined) return Result.fail(new EnvironmentGone())
  return suspended ? Result.fail(new OrgSuspended()) : Result.void
}
