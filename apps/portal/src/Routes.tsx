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
import { takeBack } from "./pages/sign-in/Back.ts"
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
    const back = takeBack()
    throw back === undefined ? redirect({ to: "/runs", search: true }) : redirect({ href: back })
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

const metrics = createRoute({
  ...within("/metrics"),
  validateSearch: naming("range"),
  component: lazyRouteComponent(() => import("./pages/metrics/MetricsPage.tsx"), "MetricsPage")
})

const usage = createRoute({
  ...within("/usage"),
  validateSearch: naming("range"),
  component: lazyRouteComponent(() => import("./pages/usage/UsagePage.tsx"), "UsagePage")
})

const runTester = createRoute({
  ...within("/run-tester"),
  component: lazyRouteComponent(() => import("./pages/run-tester/RunTester.tsx"), "RunTester")
})

const engines = createRoute({
  ...within("/engines"),
  component: lazyRouteComponent(() => import("./pages/engines/Engines.tsx"), "Engines")
})

const engine = createRoute({
  ...within("/engines/$slug"),
  component: lazyRouteComponent(() => import("./pages/engines/EnginePage.tsx"), "EnginePage")
})

const auditLog = createRoute({
  ...within("/audit-log"),
  component: lazyRouteComponent(() => import("./pages/audit-log/AuditLog.tsx"), "AuditLog")
})

const members = createRoute({
  ...within("/members"),
  component: lazyRouteComponent(() => import("./pages/members/Members.tsx"), "Members")
})

const environment = createRoute({
  ...within("/environments/$slug"),
  component: lazyRouteComponent(() => import("./pages/environments/EnvironmentPage.tsx"), "EnvironmentPage")
})

const tree = root.addChildren([
  signIn,
  frame.addChildren([
    home,
    runs,
    run,
    webhooks,
    webhook,
    delivery,
    apiKeys,
    environments,
    environment,
    metrics,
    usage,
    runTester,
    engines,
    engine,
    auditLog,
    members
  ])
])

export const makeRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queries },
    parseSearch: parse,
    stringifySearch: stringify,
    defaultErrorComponent: FrameFailure,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true
  })

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
