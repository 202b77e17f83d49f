/** Every link keeps `?environment=`, unless it says another; live is left out. */
import type { SearchMiddleware } from "@tanstack/react-router"

export const keepEnvironment: SearchMiddleware<{ environment?: string }> = ({ search, next }) => {
  const { environment = search.environment, ...others } = next(search)
  return environment === undefined || environment === "live" ? others : { ...others, environment }
}
