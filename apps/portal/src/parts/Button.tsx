/** A button, and a link that looks like one. What cannot be done stays reachable and says why. */
import { createLink } from "@tanstack/react-router"
import { type ComponentProps, type ReactNode, useId } from "react"
import { say } from "./Toasts.tsx"
import "./Button.css"

interface Look {
  readonly kind?: "primary" | "plain" | "quiet" | "danger"
  readonly small?: boolean
  readonly icon?: ReactNode
}

type ButtonProps = Look &
  Omit<ComponentProps<"button">, "disabled" | "className"> & {
    /** Why it cannot be used; it then does nothing, keeps the focus, and is described by the reason. */
    readonly reason?: string | undefined
    /** Whether what it began is under way. */
    readonly busy?: boolean
  }

export const Button = ({ busy = false, children, icon, kind, onClick, reason, small, type, ...rest }: ButtonProps) => {
  const described = useId()
  const off = busy || reason !== undefined
  const button = (
    <button
      {...rest}
      type={type ?? "button"}
      className={classOf({ kind, small })}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      aria-describedby={reason === undefined ? rest["aria-describedby"] : described}
      onClick={(event) => {
        if (!off) return onClick?.(event)
        event.preventDefault()
        if (reason !== undefined) say(reason)
      }}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon}
      {children}
    </button>
  )
  if (reason === undefined) return button
  return (
    <span className="reasoned">
      {button}
      <span role="tooltip" id={described} className="reason">
        {reason}
      </span>
    </span>
  )
}

const Anchor = ({ icon, kind, small, children, ...rest }: Look & Omit<ComponentProps<"a">, "className">) => (
  <a {...rest} className={classOf({ kind, small })}>
    {icon}
    {children}
  </a>
)

export const ButtonLink = createLink(Anchor)

const classOf = ({ kind = "plain", small = false }: { kind?: Look["kind"] | undefined; small?: boolean | undefined }) =>
  `button ${kind}${small ? " small" : ""}`
