import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { Receiver, Reply } from "@nexio/testing/receiver"
import { expect, it } from "vitest"
import { operatorToken } from "../TestServer.ts"
import { until } from "../Until.ts"
import { startWitnessed } from "./Witness.ts"
import { keyWith, settle } from "./World.ts"

it("keeps no key, token or signing secret in the clear, in its log or on its disk", async () => {
  await using receiver = await Receiver.listen(() => Reply.answer(500))
  const witness = await startWitnessed()
  try {
    const { dev, live } = await settle(witness)
    const authToken = "an-auth-token-that-is-a-secret"
    const url = `${receiver.url}?of=the-endpoint`
    const webhook = { url, events: ["run.completed"], auth_token: authToken }
    const once = { "idempotency-key": "once" }
    const { id } = (await dev.client("POST", "/api/v1/webhooks", webhook, once)).body
    for (let nth = 0; nth < 2; nth += 1) {
      const rotated = await dev.client(
        "POST",
        `/api/v1/webhooks/${id}/rotate-secret`,
        {},
        { "idempotency-key": `${nth}` }
      )
      expect(rotated.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    }
    await dev.client("PATCH", `/api/v1/webhooks/${id}`, { auth_token: "another-auth-token-that-is-a-secret" })
    await live.client("POST", "/api/v1/api-keys", { name: "Repeated", environment_slug: "dev" }, once)
    await witness.operator("POST", "/admin/v1/orgs", { name: "Repeated" }, once)
    witness.keepInMind(operatorToken)
    witness.keepInMind(await keyWith(live.client, "dev", []))

    // A delivery that fails carries token and signature, and is told of.
    await dev.client("POST", "/api/v1/runs", { input: {} })
    await until(() => receiver.requests.length > 0)
    expect(receiver.requests[0]!.headers["authorization"]).toBe("Bearer another-auth-token-that-is-a-secret")

    // In addresses and in refused bodies secrets are where they should not be.
    await witness.send({
      method: "GET",
      path: `/api/v1/runs/${dev.key}`,
      headers: { authorization: `Bearer ${dev.key}` }
    })
    await dev.client("POST", "/api/v1/webhooks", { ...webhook, url: 1, auth_token: "a-third-auth-token" })

    const folder = dirname(witness.server.database)
    const files = readdirSync(folder)
    expect(files).toEqual(expect.arrayContaining(["nexio.db", "nexio.db-wal"]))
    // What is no secret is found where it is, so what is not found is not there.
    expect(files.some((file) => readFileSync(join(folder, file)).includes(url))).toBe(true)
  } finally {
    await witness.end()
  }
})
