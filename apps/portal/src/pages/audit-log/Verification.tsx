/** Has the server reckon the chain anew, and says what it found. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { ShieldAlert, ShieldCheck } from "lucide-react"
import { answerOf, api } from "../../api/Api.ts"
import { Button } from "../../parts/Button.tsx"
import { Copyable } from "../../parts/Copy.tsx"
import { Fault } from "../../parts/Failure.tsx"

const reasons = {
  altered: "is not as it was written",
  missing: "is not there",
  unlike_kept: "is not the one that was kept"
} as const

export const Verification = () => {
  const queries = useQueryClient()
  const verifying = useMutation({
    mutationFn: () => answerOf(api.GET("/api/audit-log/verify")),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["audit-log"] })
  })
  const found = verifying.data
  return (
    <div className="verification" data-found={found?.verified}>
      <div className="grow" aria-live="polite">
        {found === undefined && (
          <p className="soft">Verifying finds an entry that was altered, removed or moved since it was written.</p>
        )}
        {found?.verified === true && (
          <>
            <p>
              <ShieldCheck aria-hidden="true" /> Every entry is as it was written.
            </p>
            {found.head !== undefined && (
              <p className="soft">
                Its head, number {found.head.number}, to keep elsewhere:{" "}
                <Copyable text={found.head.mac} what="the head" />
              </p>
            )}
          </>
        )}
        {found?.verified === false && (
          <p>
            <ShieldAlert aria-hidden="true" /> Entry {found.broken?.number}{" "}
            {found.broken === undefined ? "" : reasons[found.broken.reason]}. What comes after it is not proven.
          </p>
        )}
        <Fault error={verifying.error} />
      </div>
      <Button busy={verifying.isPending} onClick={() => verifying.mutate()}>
        Verify the chain
      </Button>
    </div>
  )
}
