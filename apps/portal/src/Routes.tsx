/** Which address shows what. Each page's code is fetched when it is about to be shown. */
import type { QueryClient } from "@tanstack/react-query"
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
  redirect
} from "@tanstack/react-router"
import { isSignedOut, Unreached } from "./api/Refused.ts"
import { sessionQuery } from "./api/Session.ts"
import { environmentsQuery } from "./environment/Environments.ts"
import { keepEnvironment } from "./environment/KeepEnvironment.ts"
import { Frame } from "./layout/Frame.tsx"
import { FrameFailure, PageFailure } from "./layout/FrameFailure.tsx"
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

/**
 * A page, whose code is fetched when it is about to be shown. Code that is missing has the whole portal loaded anew,
 * since the server has newer pages now; but not while no server answers, when that would leave nothing of it.
 */
const page = <const Name extends string, Module extends Readonly<Record<Name, RouteComponent>>>(
  load: () => Promise<Module>,
  name: Name
) =>
  lazyRouteComponent(
    () =>
      load().catch(async (missing: unknown) => {
        await fetch("/health").catch(() => {
          throw new Unreached()
        })
        throw missing
      }),
    name
  )

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
  component: page(() => import("./pages/runs/Runs.tsx"), "Runs")
})

const run = createRoute({
  ...within("/runs/$id"),
  component: page(() => import("./pages/runs/RunPage.tsx"), "RunPage")
})

const webhooks = createRoute({
  ...within("/webhooks"),
  component: page(() => import("./pages/webhooks/Webhooks.tsx"), "Webhooks")
})

const webhook = createRoute({
  ...within("/webhooks/$id"),
  validateSearch: naming("status"),
  component: page(() => import("./pages/webhooks/WebhookPage.tsx"), "WebhookPage")
})

const delivery = createRoute({
  ...within("/webhooks/$id/deliveries/$delivery"),
  component: page(() => import("./pages/webhooks/DeliveryPage.tsx"), "DeliveryPage")
})

const apiKeys = createRoute({
  ...within("/api-keys"),
  component: page(() => import("./pages/api-keys/ApiKeys.tsx"), "ApiKeys")
})

const environments = createRoute({
  ...within("/environments"),
  component: page(() => import("./pages/environments/Environments.tsx"), "Environments")
})

const metrics = createRoute({
  ...within("/metrics"),
  validateSearch: naming("range"),
  component: page(() => import("./pages/metrics/MetricsPage.tsx"), "MetricsPage")
})

const usage = createRoute({
  ...within("/usage"),
  validateSearch: naming("range"),
  component: page(() => import("./pages/usage/UsagePage.tsx"), "UsagePage")
})

const runTester = createRoute({
  ...within("/run-tester"),
  component: page(() => import("./pages/run-tester/RunTester.tsx"), "RunTester")
})

const engines = createRoute({
  ...within("/engines"),
  component: page(() => import("./pages/engines/Engines.tsx"), "Engines")
})

const engine = createRoute({
  ...within("/engines/$slug"),
  component: page(() => import("./pages/engines/EnginePage.tsx"), "EnginePage")
})

const auditLog = createRoute({
  ...within("/audit-log"),
  component: page(() => import("./pages/audit-log/AuditLog.tsx"), "AuditLog")
})

const members = createRoute({
  ...within("/members"),
  component: page(() => import("./pages/members/Members.tsx"), "Members")
})

const environment = createRoute({
  ...within("/environments/$slug"),
  component: page(() => import("./pages/environments/EnvironmentPage.tsx"), "EnvironmentPage")
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
    defaultErrorComponent: PageFailure,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true
  })

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
