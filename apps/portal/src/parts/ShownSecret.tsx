/** A signing secret, shown once. */
import type { ReactNode } from "react"
import { Button } from "./Button.tsx"
import { CopyBlock } from "./Copy.tsx"

interface ShownSecretProps {
  readonly text: string
  readonly onDone: () => void
  readonly children?: ReactNode
}

export const ShownSecret = ({ children, onDone, text }: ShownSecretProps) => (
  <>
    <p className="soft">
      Keep it now: it is shown this once. The receiver checks with it that a request comes from here and was not
      changed.
    </p>
    <CopyBlock text={text} what="the secret" />
    {children}
    <footer>
      <Button kind="primary" onClick={onDone}>
        I have kept it
      </Button>
    </footer>
  </>
)
