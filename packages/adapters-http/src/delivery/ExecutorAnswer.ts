/** What an executor's answer says of its run: contract section 5. */
import { type Answer, Json, Run, SnakeCase } from "@nexio/core"
import { Option, Result, Schema } from "effect"

/** Why a run failed that no executor said had failed. */
export type Failure =
  /** No connection, or none that held until the answer was complete; also where the address is not allowed. */
  | "executor_unreachable"
  | "executor_timeout"
  | "executor_answer_too_large"
  /** Another status than 200. */
  | "executor_status"
  /** 200, with a body that says nothing of a run. */
  | "executor_answer_invalid"
  | "executor_secret_unreadable"

export const failure = (error: Failure, errorDetails: { readonly [name: string]: Json.Json }): Run.Outcome => ({
  status: "failed",
  error,
  errorDetails
})

/** How much of an answer that was not understood is shown, in characters. */
const shown = 1_024

const { status, ...others } = Run.Outcome.fields

const Said = SnakeCase.snakeCased(Schema.Struct({ status: Schema.optionalKey(status), ...others }))

const decode = Schema.decodeUnknownResult(Said)

export const outcomeOf = ({ body, statusCode }: Pick<Answer, "statusCode" | "body">): Run.Outcome => {
  const excerpt = body.slice(0, shown).toWellFormed()
  if (statusCode !== 200) return failure("executor_status", { status_code: statusCode, body: excerpt })
  const invalid = (reason: string, path: ReadonlyArray<string> = []) =>
    failure("executor_answer_invalid", {
      reason,
      ...(path.length === 0 ? {} : { path: path.join(".") }),
      body: excerpt
    })

  const answer = parsed(body)
  if (Option.isNone(answer)) return invalid("The body is not JSON")
  if (typeof answer.value !== "object" || answer.value === null || Array.isArray(answer.value)) {
    return invalid("The body is not a JSON object")
  }
  for (const [name, value] of Object.entries(answer.value)) {
    const unstorable = Json.unstorable(value)
    if (unstorable !== undefined) return invalid(unstorable.message, [name, ...unstorable.path])
  }
  const said = decode(answer.value)
  if (Result.isFailure(said)) return invalid("A field is not what the contract says")
  const outcome: Run.Outcome = { status: "completed", ...said.success }
  if (outcome.status === "degraded" && !isDegraded(outcome.output)) {
    return invalid("A degraded run has a text as its output.degradation_reason", ["output", "degradation_reason"])
  }
  return outcome
}

const isDegraded = (output: Json.Json | undefined): boolean =>
  typeof output === "object" &&
  output !== null &&
  "degradation_reason" in output &&
  typeof output["degradation_reason"] === "string"

/** As it would be read back once it is stored: -0 is 0, and what is no finite number is null. */
const parsed = (body: string): Option.Option<unknown> =>
  Option.liftThrowable((): unknown => JSON.parse(JSON.stringify(JSON.parse(body))))()
