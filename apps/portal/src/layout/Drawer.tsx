/** The navigation on narrow screens. */
import { Dialog } from "@base-ui/react/dialog"
import { Menu } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { Navigation } from "./Navigation.tsx"

interface DrawerProps {
  readonly path: string
  readonly onFind: () => void
  readonly openedEarly: boolean
}

const Drawer = ({ onFind, openedEarly, path }: DrawerProps) => {
  const [open, setOpen] = useState(openedEarly)
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current !== path) setOpen(false)
    shown.current = path
  }, [path])
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className="drawer-button" aria-label="Pages">
        <Menu aria-hidden="true" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="drawer">
          <Dialog.Title className="unseen">Pages</Dialog.Title>
          <Navigation
            onFind={() => {
              setOpen(false)
              onFind()
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

export default Drawer
