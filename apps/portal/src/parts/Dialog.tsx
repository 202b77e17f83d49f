/** What asks for something in the middle of a page: it holds the focus until it is closed, and gives it back. */
import { Dialog as Base } from "@base-ui/react/dialog"
import { X } from "lucide-react"
import { type ReactNode, useEffect, useRef } from "react"
import "./Dialog.css"

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly about?: ReactNode
  readonly children: ReactNode
  /** Whether only its own buttons close it, since what it shows is shown once. */
  readonly sticky?: boolean
  readonly wide?: boolean
  /** Whether the focus goes back to where it was. Default: true. */
  readonly returnsFocus?: boolean
}

export const Dialog = ({
  about,
  children,
  onClose,
  open,
  returnsFocus = true,
  sticky = false,
  title,
  wide = false
}: DialogProps) => {
  const popup = useRef<HTMLDivElement>(null)
  // It goes on with another question.
  const asked = useRef(title)
  useEffect(() => {
    if (asked.current !== title) firstOf(popup.current)?.focus()
    asked.current = title
  }, [title])
  return (
    <Base.Root
      open={open}
      disablePointerDismissal={sticky}
      onOpenChange={(opens, { reason }) => {
        if (!opens && !(sticky && reason === "escape-key")) onClose()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Popup
          ref={popup}
          initialFocus={() => firstOf(popup.current)}
          finalFocus={returnsFocus}
          className={`dialog${wide ? " wide" : ""}`}
        >
          <header>
            <Base.Title className="dialog-title">{title}</Base.Title>
            {!sticky && (
              <Base.Close className="copy" aria-label="Close">
                <X aria-hidden="true" />
              </Base.Close>
            )}
          </header>
          {about !== undefined && <Base.Description className="soft">{about}</Base.Description>}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** The first field, else what copies what is shown once, else the first button, which harms nothing. */
const firstOf = (popup: HTMLElement | null): HTMLElement | null =>
  popup?.querySelector<HTMLElement>("input, select, textarea") ??
  popup?.querySelector<HTMLElement>(".copy-block button") ??
  popup?.querySelector<HTMLElement>("footer button") ??
  null
