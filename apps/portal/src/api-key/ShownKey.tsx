/** A key's text, shown once, with a line that works as it stands. */
import { Button } from "../parts/Button.tsx"
import { CopyBlock } from "../parts/Copy.tsx"

export const ShownKey = ({ onDone, text }: { readonly text: string; readonly onDone: () => void }) => (
  <>
    <p className="soft">Keep it now: it is shown this once, and only its hash is stored.</p>
    <CopyBlock text={text} what="the key" />
    <h3>Try it</h3>
    <CopyBlock text={submission(text)} what="the curl line" />
    <footer>
      <Button kind="primary" onClick={onDone}>
        I have kept it
      </Button>
    </footer>
  </>
)

const submission = (key: string): string =>
  [
    `curl ${location.origin}/api/v1/runs`,
    `  -H 'Authorization: Bearer ${key}'`,
    "  -H 'Content-Type: application/json'",
    `  -d '{"input": {"hello": "world"}}'`
  ].join(" \\\n")
