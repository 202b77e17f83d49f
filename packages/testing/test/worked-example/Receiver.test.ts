import { Receiver, Reply, verify } from "@nexio/testing/receiver"
import { expect, it } from "vitest"
import { sendUntilTaken } from "./Webhook.ts"

it("sends again what was answered with 503, signed both times", async () => {
  await using receiver = await Receiver.listen(Reply.failing(1, 503))
  const { secret } = await sendUntilTaken(receiver.url)
  const [first, second] = await receiver.waitFor(2)
  expect([verify(secret, first!), verify(secret, second!)]).toEqual([true, true])
})
