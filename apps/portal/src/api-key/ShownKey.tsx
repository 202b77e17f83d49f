/** A key's text, shown once, with a line that works as it stands. */
import { Button } from "../parts/Button.tsx"
import { CopyBlock } from "../parts/Copy.tsx"
import { submissionWith } from "./Commands.ts"

export const ShownKey = ({ onDone, text }: { readonly text: string; readonly onDone: () => void }) => (
  <>
    <p className="soft">Keep it now: it is shown this once, and only its hash is stored.</p>
    <CopyBlock text={text} what="the key" />
    <h3>Try it</h3>
    <CopyBlock text={submissionWith(text)} what="the curl line" />
    <footer>
      <Button kind="primary" onClick={onDone}>
        I have kept it
      </Button>
    </footer>
  </>
)
