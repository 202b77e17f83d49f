import { UndiciSender } from "@nexio/adapters-http/delivery"
import { SenderLaws } from "@nexio/testing/laws"
import { suite } from "@nexio/testing/vitest"
import { Duration } from "effect"
import { loopback } from "../delivery/OpenSender.ts"
import { runs } from "./runs.ts"

const timeout = Duration.millis(300)

suite("UndiciSender", SenderLaws.laws, UndiciSender.layer({ allow: loopback }), runs)
suite(
  "UndiciSender, with a short time limit",
  SenderLaws.timeLimitLaws({ timeout }),
  UndiciSender.layer({ allow: loopback, timeout }),
  runs
)
