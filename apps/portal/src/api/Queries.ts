/** What is kept of answers, when it is asked again, and what a lost session leads to. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query"
import { isSignedOut, Refused, Unreached } from "./Refused.ts"

/** Refusals stay what they are; what was not reached, or was too busy, is tried three more times. */
const worthRetrying = (failures: number, error: Error): boolean =>
  failures < 3 && (error instanceof Unreached || (error instanceof Refused && error.status === 503))

/** A client of which `signedOut` hears when a call was answered 401. */
export const makeQueries = (signedOut: () => void): QueryClient => {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) signedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: worthRetrying,
        retryDelay: (failures) => 300 * 2 ** failures,
        staleTime: 5_000,
        networkMode: "always"
      },
      mutations: { networkMode: "always" }
    }
  })
}
