/** Makes a key in the place of another, which goes on for an overlap. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { Button } from "../../parts/Button.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Fault } from "../../parts/Failure.tsx"
import { Overlap, usualOverlap } from "../../parts/Overlap.tsx"
import { type ApiKey, roll } from "./KeyQueries.ts"

interface RollKeyProps {
  readonly of: ApiKey
  readonly onMade: (text: string) => void
  readonly onClose: () => void
}

export const RollKey = ({ of: { id, name }, onClose, onMade }: RollKeyProps) => {
  const queries = useQueryClient()
  const [overlap, setOverlap] = useState(usualOverlap)
  const rolling = useMutation({
    mutationFn: () => roll(id, overlap),
    onSuccess: ({ key }) => {
      void queries.invalidateQueries({ queryKey: ["api-keys"] })
      onMade(key ?? "")
    }
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Roll “${name}”`}
      about="A new key with the same environment and permissions. The old one goes on for a while, so that nothing stops."
    >
      <Overlap label="The old key goes on for" seconds={overlap} onChange={setOverlap} />
      <Fault error={rolling.error} />
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" busy={rolling.isPending} onClick={() => rolling.mutate()}>
          Roll key
        </Button>
      </footer>
    </Dialog>
  )
}
