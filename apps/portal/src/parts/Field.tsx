/** A labelled field: what is asked for, a hint, and what is wrong with what was given. */
import { type ComponentProps, type ReactNode, useId } from "react"
import "./Field.css"

interface Asked {
  readonly label: string
  readonly hint?: ReactNode
  readonly fault?: string | undefined
}

interface Wired {
  readonly id: string
  readonly "aria-describedby": string | undefined
  readonly "aria-invalid": true | undefined
}

/** Around any control that is given these attributes. */
export const Field = ({ children, fault, hint, label }: Asked & { readonly children: (wired: Wired) => ReactNode }) => {
  const id = useId()
  const described = [hint === undefined ? "" : `${id}-hint`, fault === undefined ? "" : `${id}-fault`]
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": described.join(" ").trim() || undefined,
        "aria-invalid": fault === undefined ? undefined : true
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      <p id={`${id}-fault`} className="fault" aria-live="polite">
        {fault}
      </p>
    </div>
  )
}

export const TextField = ({ fault, hint, label, ...input }: Asked & Omit<ComponentProps<"input">, "id">) => (
  <Field label={label} hint={hint} fault={fault}>
    {(wired) => <input autoComplete="off" spellCheck={false} {...input} {...wired} />}
  </Field>
)

export const TextArea = ({ fault, hint, label, ...area }: Asked & Omit<ComponentProps<"textarea">, "id">) => (
  <Field label={label} hint={hint} fault={fault}>
    {(wired) => <textarea spellCheck={false} {...area} {...wired} />}
  </Field>
)

/** The browser's own list: it works with every keyboard, reader and phone. */
export const Select = ({ children, fault, hint, label, ...select }: Asked & Omit<ComponentProps<"select">, "id">) => (
  <Field label={label} hint={hint} fault={fault}>
    {(wired) => (
      <select {...select} {...wired}>
        {children}
      </select>
    )}
  </Field>
)

/** A box to tick. */
export const Tick = ({
  hint,
  label,
  ...input
}: Omit<Asked, "fault"> & Omit<ComponentProps<"input">, "id" | "type">) => {
  const id = useId()
  return (
    <div className="tick">
      <input {...input} type="checkbox" id={id} aria-describedby={hint === undefined ? undefined : `${id}-hint`} />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}
