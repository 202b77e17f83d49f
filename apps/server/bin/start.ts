/** Starts the server from its bundle, with the portal's pages; both are made anew when a source has changed. */
import { pathToFileURL } from "node:url"
import { upToDate } from "./Build.ts"
import * as PortalBuild from "./PortalBuild.ts"
import * as ServerBundle from "./ServerBundle.ts"

await Promise.all([upToDate(ServerBundle.build), upToDate(PortalBuild.build)])

if (!process.argv.includes("--bundle-only")) await import(pathToFileURL(ServerBundle.file).href)
