/** The environments that were deleted and have usage of the last 12 months: of others no name is told any more. */
import { queryOptions } from "@tanstack/react-query"
import { answerOf, api } from "../api/Api.ts"
import { ranges } from "../report/Range.ts"

export const deletedQuery = queryOptions({
  queryKey: ["usage", "all", "deleted"],
  queryFn: async () => {
    const range = ranges.year[1](Date.now())
    const { environments } = await answerOf(
      api.GET("/api/usage", { params: { query: { environment: "all", ...range } } })
    )
    return environments.filter((each) => each.deleted === true)
  }
})
