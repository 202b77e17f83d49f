/** Which address shows what. Each page's code is fetched when it is about to be shown. */
import type { QueryClient } from "@tanstack/react-query"
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect
} from "@tanstack/react-router"
import { isSignedOut } from "./api/Refused.ts"
import { sessionQuery } from "./api/Session.ts"
import { environmentsQuery } from "./environment/Environments.ts"
import { keepEnvironment } from "./environment/KeepEnvironment.ts"
import { Frame } from "./layout/Frame.tsx"
import { FrameFailure } from "./layout/FrameFailure.tsx"
import { NoPage } from "./layout/NoPage.tsx"
import { SignIn } from "./pages/sign-in/SignIn.tsx"
import { naming, parse, stringify } from "./SearchText.ts"

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({ notFoundComponent: NoPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: naming("back"),
  component: SignIn
})

const frame = createRoute({
  getParentRoute: () => root,
  id: "frame",
  validateSearch: naming("environment"),
  search: { middlewares: [keepEnvironment] },
  loader: async ({ context: { queries }, location }) => {
    try {
      await Promise.all([queries.ensureQueryData(sessionQuery), queries.ensureQueryData(environmentsQuery)])
    } catch (error) {
      if (isSignedOut(error)) throw redirect({ to: "/sign-in", search: { back: location.href } })
      throw error
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
  component: Frame,
  errorComponent: FrameFailure
})

const within = <const Path extends string>(path: Path) => ({ getParentRoute: () => frame, path })

const home = createRoute({
  ...within("/"),
  beforeLoad: () => {
    throw redirect({ to: "/runs", search: true })
  }
})

const runs = createRoute({
  ...within("/runs"),
  validateSearch: naming("status", "engine", "after", "before"),
  component: lazyRouteComponent(() => import("./pages/runs/Runs.tsx"), "Runs")
})

const run = createRoute({
  ...within("/runs/$id"),
  component: lazyRouteComponent(() => import("./pages/runs/RunPage.tsx"), "RunPage")
})

const webhooks = createRoute({
  ...within("/webhooks"),
  component: lazyRouteComponent(() => import("./pages/webhooks/Webhooks.tsx"), "Webhooks")
})

const webhook = createRoute({
  ...within("/webhooks/$id"),
  validateSearch: naming("status"),
  component: lazyRouteComponent(() => import("./pages/webhooks/WebhookPage.tsx"), "WebhookPage")
})

const delivery = createRoute({
  ...within("/webhooks/$id/deliveries/$delivery"),
  component: lazyRouteComponent(() => import("./pages/webhooks/DeliveryPage.tsx"), "DeliveryPage")
})

const apiKeys = createRoute({
  ...within("/api-keys"),
  component: lazyRouteComponent(() => import("./pages/api-keys/ApiKeys.tsx"), "ApiKeys")
})

const environments = createRoute({
  ...within("/environments"),
  component: lazyRouteComponent(() => import("./pages/environments/Environments.tsx"), "Environments")
})

const tree = root.addChildren([
  signIn,
  frame.addChildren([home, runs, run, webhooks, webhook, delivery, apiKeys, environments])
])

export const makeRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queries },
    parseSearch: parse,
    stringifySearch: stringify,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true
  })

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
