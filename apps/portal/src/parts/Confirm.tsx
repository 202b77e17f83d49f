/** Asks before what cannot be taken back. */
import type { ReactNode } from "react"
import { Button } from "./Button.tsx"
import { Dialog } from "./Dialog.tsx"
import { Fault } from "./Failure.tsx"

interface ConfirmProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  /** What happens then. */
  readonly children: ReactNode
  /** What the button says: the deed. */
  readonly deed: string
  readonly onConfirm: () => void
  readonly busy: boolean
  readonly error: Error | null
}

export const Confirm = ({ busy, children, deed, error, onClose, onConfirm, open, title }: ConfirmProps) => (
  <Dialog open={open} onClose={onClose} title={title} about={children}>
    <Fault error={error} />
    <footer>
      <Button onClick={onClose}>Keep it</Button>
      <Button kind="danger" busy={busy} onClick={onConfirm}>
        {deed}
      </Button>
    </footer>
  </Dialog>
)
