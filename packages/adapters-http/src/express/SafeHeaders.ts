/**
 * The security headers of an answer that is JSON and that no browser shows.
 *
 * They are `helmet`'s and the same on every answer, so they are worked out once and not for each request.
 */

import { type IncomingMessage, ServerResponse } from "node:http"
import helmet from "helmet"

const secure = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  strictTransportSecurity: { includeSubDomains: false },
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false
})

const workedOut = (): ReadonlyArray<readonly [name: string, value: string]> => {
  const response = new ServerResponse({ method: "GET" } as IncomingMessage)
  secure(response.req, response, () => {})
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)])
}

export const headers = workedOut()
