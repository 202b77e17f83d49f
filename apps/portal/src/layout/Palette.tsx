/** Finds a page or an environment by a few letters. */
import { useNavigate } from "@tanstack/react-router"
import { type KeyboardEvent, useId, useState } from "react"
import { useChooseEnvironment } from "../environment/Choice.ts"
import { useCreateEnvironment } from "../environment/CreateEnvironment.ts"
import { useEnvironments } from "../environment/Environments.ts"
import { pages } from "../Pages.ts"
import { Dialog } from "../parts/Dialog.tsx"
import "./Palette.css"

interface Found {
  readonly name: string
  readonly hint: string
  readonly run: () => void
}

const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const id = useId()
  const [text, setText] = useState("")
  const [at, setAt] = useState(0)
  const all = useAll()
  const wanted = text.trim().toLowerCase()
  const found = all.filter(({ name }) => name.toLowerCase().includes(wanted))
  const take = (one: Found | undefined) => {
    if (one === undefined) return
    onClose()
    one.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) setAt((at + step + found.length) % found.length)
    else if (event.key === "Enter") take(found[at])
    else return
    event.preventDefault()
  }
  return (
    <Dialog open onClose={onClose} title="Find" returnsFocus={false}>
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        aria-label="Page or environment"
        placeholder="Page or environment"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label="Found" className="palette-list">
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are taken where the focus is, in the field.
          // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox has no focus of its own.
          <div
            key={one.name}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className="palette-option"
            onClick={() => take(one)}
            onPointerMove={() => setAt(index)}
          >
            {one.name}
            <kbd>{one.hint}</kbd>
          </div>
        ))}
        {found.length === 0 && <p className="faint palette-none">Nothing is called that.</p>}
      </div>
    </Dialog>
  )
}

export default Palette

const useAll = (): ReadonlyArray<Found> => {
  const navigate = useNavigate()
  const choose = useChooseEnvironment()
  const create = useCreateEnvironment()
  return [
    ...pages.map(({ letter, name, to }) => ({ name, hint: `g ${letter}`, run: () => void navigate({ to }) })),
    ...useEnvironments().map(({ slug }) => ({
      name: `Environment: ${slug === "live" ? "Live" : slug}`,
      hint: "look at",
      run: () => choose(slug)
    })),
    { name: "Environment: All", hint: "look at", run: () => choose("all") },
    { name: "Create environment", hint: "new", run: create }
  ]
}
