import { QueryClientProvider } from "@tanstack/react-query"
import { RouterProvider } from "@tanstack/react-router"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import "@fontsource-variable/geist/wght.css"
import "@fontsource-variable/geist-mono/wght.css"
import "./style/tokens.css"
import "./style/base.css"
import { makeQueries } from "./api/Queries.ts"
import { makeRouter } from "./Routes.tsx"

/** Where a session was lost in the middle, one is back there once signed in again. */
const signedOut = () => {
  const { href, pathname } = router.state.location
  if (pathname !== "/sign-in") void router.navigate({ to: "/sign-in", search: { back: href } })
}

const queries = makeQueries(signedOut)
const router = makeRouter(queries)

createRoot(document.querySelector("#portal")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>
)
