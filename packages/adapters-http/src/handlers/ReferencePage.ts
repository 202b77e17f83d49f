/**
 * The page that shows the API to people: Swagger UI, from its package, over `/openapi.json`.
 *
 * Everything comes from this server, by links that also hold where the handler is mounted under a path. Files are read
 * when they are asked for.
 */
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { Effect } from "effect"
import { HttpServerResponse } from "effect/http"

/** Scripts, styles and requests of its own origin, and nothing in line. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join("; ")

const html = (version: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nexio API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css?v=${version}">
</head>
<body>
<main id="reference"></main>
<noscript>The API is described in <a href="openapi.json">openapi.json</a>.</noscript>
<script src="docs/swagger-ui-bundle.js?v=${version}"></script>
<script src="docs/reference.js"></script>
</body>
</html>
`

const script = `SwaggerUIBundle({
  url: new URL("openapi.json", location.href).href,
  domNode: document.getElementById("reference"),
  deepLinking: true,
  displayOperationId: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null
})
`

const require = createRequire(import.meta.url)

/** For the page, its script, and files whose address changes with their version. */
const fresh = { "cache-control": "no-cache" }
const lasting = { "cache-control": "public, max-age=31536000, immutable" }

const page = Effect.sync(() =>
  HttpServerResponse.text(html(require("swagger-ui-dist/package.json").version), {
    contentType: "text/html; charset=utf-8",
    headers: { ...fresh, "content-security-policy": policy, "x-content-type-options": "nosniff" }
  })
)

const file = (name: string, contentType: string) =>
  Effect.map(
    Effect.promise(() => readFile(require.resolve(`swagger-ui-dist/${name}`))),
    (bytes) => HttpServerResponse.uint8Array(bytes, { contentType, headers: lasting })
  )

/** What is served where. */
export const routes = {
  "/docs": page,
  "/docs/reference.js": Effect.succeed(
    HttpServerResponse.text(script, { contentType: "text/javascript; charset=utf-8", headers: fresh })
  ),
  "/docs/swagger-ui.css": file("swagger-ui.css", "text/css; charset=utf-8"),
  "/docs/swagger-ui-bundle.js": file("swagger-ui-bundle.js", "text/javascript; charset=utf-8")
} as const
