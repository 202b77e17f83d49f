/**
 * The portal's pages: the files of its build, and for each address that a browser goes to, the one page that shows them
 * all.
 *
 * What belongs to the contract is left to the contract, which answers what is asked for by a program and not by a
 * browser too.
 */
import { existsSync } from "node:fs"
import { join } from "node:path"
import type { Request, RequestHandler } from "express"
import sirv from "sirv"
import * as RequestId from "../handlers/RequestId.ts"

/** Scripts, styles, fonts and calls of its own origin, and nothing in line. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join("; ")

const policyHeader = "Content-Security-Policy"

/** The files whose names change with what is in them. */
const lasting = "/assets/"

const ofContract = /^\/(api|admin|docs|health|ready|openapi\.json|llms\.txt)(\/|$)/

/** Serves the build in the folder; nothing where there is none. */
export const make = (folder: string): RequestHandler | undefined => {
  if (!existsSync(join(folder, "index.html"))) return undefined
  const files = sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders: (response, path) => {
      response.setHeader("Cache-Control", path.startsWith(lasting) ? "public, max-age=31536000, immutable" : "no-cache")
    }
  })
  return (request, response, next) => {
    if ((request.method !== "GET" && request.method !== "HEAD") || ofContract.test(request.path)) return next()
    response.setHeader("X-Request-Id", RequestId.from(request.headers[RequestId.header]))
    // On a 304 too, whose headers a browser takes in the place of those that it kept.
    const before = response.getHeader(policyHeader)
    response.setHeader(policyHeader, policy)
    files(request, response, () => {
      if (!isVisit(request)) {
        if (before !== undefined) response.setHeader(policyHeader, before)
        return next()
      }
      request.url = "/"
      files(request, response, next)
    })
  }
}

/** A browser going to an address says that it wants a page; a program asks for anything, or for JSON. */
const isVisit = ({ headers }: Request): boolean => headers.accept?.includes("text/html") ?? false
