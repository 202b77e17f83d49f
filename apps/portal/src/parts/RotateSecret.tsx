/** Replaces a signing secret; the one before signs along for an overlap, which is counted down. */
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { Button } from "./Button.tsx"
import { Countdown } from "./Countdown.tsx"
import { Dialog } from "./Dialog.tsx"
import { Fault } from "./Failure.tsx"
import { Overlap, usualOverlap } from "./Overlap.tsx"
import { ShownSecret } from "./ShownSecret.tsx"

interface RotateSecretProps {
  /** Asks for the new one, with an overlap in seconds. */
  readonly rotate: (overlap: number) => Promise<string>
  readonly onClose: () => void
}

export const RotateSecret = ({ onClose, rotate }: RotateSecretProps) => {
  const [overlap, setOverlap] = useState(usualOverlap)
  const rotating = useMutation({
    mutationFn: async () => {
      const secret = await rotate(overlap)
      return { secret, ends: Date.now() + overlap * 1_000 }
    }
  })
  if (rotating.data !== undefined)
    return (
      <Dialog open sticky wide onClose={onClose} title="The new signing secret">
        <ShownSecret text={rotating.data.secret} onDone={onClose}>
          <p className="soft">
            The one before signs along <Countdown until={rotating.data.ends} />.
          </p>
        </ShownSecret>
      </Dialog>
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title="Rotate the signing secret"
      about="What is sent is signed with both for a while, so that receivers can change over without losing any."
    >
      <Overlap label="The present secret signs along for" seconds={overlap} onChange={setOverlap} />
      <Fault error={rotating.error} />
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" busy={rotating.isPending} onClick={() => rotating.mutate()}>
          Rotate secret
        </Button>
      </footer>
    </Dialog>
  )
}
