/** Releases a version of an engine; the server numbers it. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { release } from "../../engine/Engines.ts"
import { Button } from "../../parts/Button.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { Fault, faultOf } from "../../parts/Failure.tsx"
import { Select, TextField, Tick } from "../../parts/Field.tsx"
import { say } from "../../parts/Toasts.tsx"

export const Release = ({ onClose, slug }: { readonly slug: string; readonly onClose: () => void }) => {
  const queries = useQueryClient()
  const [changelog, setChangelog] = useState("")
  const [type, setType] = useState<"http" | "echo">("http")
  const [url, setUrl] = useState("")
  const [seconds, setSeconds] = useState("60")
  const [breaking, setBreaking] = useState(false)
  const releasing = useMutation({
    mutationFn: () =>
      release(slug, {
        changelog,
        breaking,
        executor: type === "echo" ? { type } : { type, url, timeout_ms: Number(seconds) * 1_000 }
      }),
    onSuccess: async ({ version }) => {
      await queries.invalidateQueries({ queryKey: ["engines"] })
      say(`Released ${version}`)
      onClose()
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    releasing.mutate()
  }
  const missing = changelog === "" || (type === "http" && url === "")
  return (
    <Dialog
      open
      onClose={onClose}
      title="Release a version"
      about="It never changes, and is the current one from then on. Environments that are pinned stay with their pin."
    >
      <form onSubmit={submit}>
        <TextField
          label="What changed"
          value={changelog}
          fault={faultOf(releasing.error, "changelog")}
          onChange={(event) => setChangelog(event.target.value)}
        />
        <Select
          label="Executed by"
          value={type}
          onChange={(event) => setType(event.target.value === "echo" ? "echo" : "http")}
        >
          <option value="http">A URL</option>
          <option value="echo">The server itself: the output is the input</option>
        </Select>
        {type === "http" && (
          <div className="fields">
            <TextField
              label="URL"
              type="url"
              placeholder="https://example.com/price"
              value={url}
              fault={faultOf(releasing.error, "executor.url")}
              onChange={(event) => setUrl(event.target.value)}
            />
            <TextField
              label="Timeout in seconds"
              inputMode="numeric"
              hint="1 to 300"
              value={seconds}
              fault={faultOf(releasing.error, "executor.timeout_ms")}
              onChange={(event) => setSeconds(event.target.value.replace(/\D/g, ""))}
            />
          </div>
        )}
        <Tick
          label="Breaking"
          hint="It begins the next major, and environments pinned to 1.x stay behind."
          checked={breaking}
          onChange={({ target }) => setBreaking(target.checked)}
        />
        <Fault error={releasing.error} fields={["changelog", "executor.url", "executor.timeout_ms"]} />
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            busy={releasing.isPending}
            reason={missing ? "Say what changed, and who executes it." : undefined}
          >
            Release
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
