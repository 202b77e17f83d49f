import { EnvironmentStoreLaws, OrgStoreLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import * as MapStores from "./MapStores.ts"

suite("MapStores", [...OrgStoreLaws.laws, ...EnvironmentStoreLaws.laws], MapStores.layer)
