/** A text to take along, and the button that copies it. */
import { Check, Copy as CopyIcon } from "lucide-react"
import { useEffect, useState } from "react"
import { say } from "./Toasts.tsx"
import "./Copy.css"

/** The text itself where it is short and shown elsewhere is not repeated: `what` names it for screen readers. */
export const CopyButton = ({ text, what }: { readonly text: string; readonly what: string }) => {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const later = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(later)
  }, [copied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      say(`Copied ${what}`)
    } catch {
      say("The browser did not let it be copied. Select the text and copy it by hand.")
    }
  }
  return (
    <button type="button" className="copy" aria-label={`Copy ${what}`} onClick={copy}>
      {copied ? <Check aria-hidden="true" /> : <CopyIcon aria-hidden="true" />}
    </button>
  )
}

/** A short text in one line, an id for instance. */
export const Copyable = ({ text, what }: { readonly text: string; readonly what: string }) => (
  <span className="copyable">
    <code>{text}</code>
    <CopyButton text={text} what={what} />
  </span>
)

/** Lines for a terminal, or a secret. */
export const CopyBlock = ({ text, what }: { readonly text: string; readonly what: string }) => (
  <div className="copy-block">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
    <section tabIndex={0} aria-label={what}>
      <pre>{text}</pre>
    </section>
    <CopyButton text={text} what={what} />
  </div>
)
