import { Executor } from "@nexio/core"
import { ExecutorLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { runs } from "./runs.ts"

suite("The echo", ExecutorLaws.laws, Executor.layerEcho, runs)
