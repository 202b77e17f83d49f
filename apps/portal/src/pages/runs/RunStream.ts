/** Has the runs of an environment asked for again when the server tells that some of them changed. */
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"

/** However many changes there are, the list is asked for no more often. */
const calm = 800

/** Whether changes arrive by themselves now. */
export const useRunStream = (environment: string): boolean => {
  const queries = useQueryClient()
  const [live, setLive] = useState(false)
  useEffect(() => {
    const stream = new EventSource(`/api/runs/stream?environment=${encodeURIComponent(environment)}`)
    let asking: ReturnType<typeof setTimeout> | undefined
    const changed = () => {
      asking ??= setTimeout(() => {
        asking = undefined
        void queries.invalidateQueries({ queryKey: ["runs", environment] })
      }, calm)
    }
    stream.onopen = () => {
      setLive(true)
      // What happened while it was away.
      changed()
    }
    stream.onerror = () => {
      setLive(false)
      // Whether the server is there at all.
      changed()
    }
    stream.addEventListener("run", changed)
    stream.onmessage = changed
    return () => {
      stream.close()
      clearTimeout(asking)
      setLive(false)
    }
  }, [environment, queries])
  return live
}
