import { UndiciSender } from "@nexio/adapters-http/delivery"
import { SenderLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { Duration } from "effect"
import { loopback } from "../delivery/OpenSender.ts"
import { runs } from "./runs.ts"

const timeout = Duration.millis(300)

suite("UndiciSender", SenderLaws.laws({ timeout }), UndiciSender.layer({ allow: loopback, timeout }), runs)
