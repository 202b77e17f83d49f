import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Client } from "../../server/test/Client.ts"
import { until } from "../../server/test/Until.ts"
import { inTabs, useBrowser } from "./Browser.ts"
import { allPermissions, usePortal } from "./Portal.ts"

const portal = usePortal()
const open = useBrowser(portal)

/** What would run, as an element, out of an attribute, or as a template, if it were anything but text. */
const hostile = `<img src=x onerror="window.ran=1">'"><script>window.ran=1</script>\${ran=1}{{ran=1}}`

/** An endpoint's receiver, and an engine's executor, which answer it. */
const receiver = createServer((request, response) => {
  request.resume()
  if (request.url === "/hooks") response.writeHead(500, { "content-type": "text/html" }).end(hostile)
  else
    response.end(JSON.stringify({ status: "failed", stage: hostile, output: { [hostile]: hostile }, error: hostile }))
})

/** Where it is to be read. */
let pages: ReadonlyArray<string>

const made = async (asked: ReturnType<Client>) => {
  const { body, status } = await asked
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
  const live = portal.client()
  await made(live("POST", "/api/v1/environments", { slug: "dev", description: hostile }))
  const { key } = await made(live("POST", "/api/v1/api-keys", { name: hostile, environment_slug: "dev" }))
  const engine = { slug: "hostile", label: hostile, engine_type: hostile, description: hostile }
  await made(live("POST", "/api/v1/engines", engine))
  const executor = { type: "http", url: `${url}/runs` }
  await made(live("POST", "/api/v1/engines/hostile/versions", { changelog: hostile, executor }))
  const dev = portal.client(key)
  const hook = { url: `${url}/hooks`, events: ["run.failed"], description: hostile }
  const webhook = await made(dev("POST", "/api/v1/webhooks", hook))
  const asked = { input: { [hostile]: hostile }, metadata: { [hostile]: hostile } }
  const { run_id } = await made(dev("POST", "/api/v1/engines/hostile/runs", asked))
  const deliveries = async () => (await made(dev("GET", `/api/v1/webhooks/${webhook.id}/deliveries`))).data
  await until(async () => (await deliveries())[0]?.status === "failed")
  const [{ id }] = await deliveries()
  pages = [
    `/runs/${run_id}?environment=dev`,
    `/webhooks?environment=dev`,
    `/webhooks/${webhook.id}?environment=dev`,
    `/webhooks/${webhook.id}/deliveries/${id}?environment=dev`,
    "/api-keys?environment=dev",
    "/environments",
    "/environments/dev",
    "/engines",
    "/engines/hostile",
    "/audit-log"
  ]
})

afterAll(() => void receiver.close())

it("shows what anybody wrote or answered as the text that it is, and never runs any of it", async () => {
  const session = await portal.session(...allPermissions)
  await inTabs(
    () => open({ session }),
    pages,
    async (page, path) => {
      await page.goto(path)
      await page.getByText("<img src=x onerror=", { exact: false }).first().waitFor()
      expect(await page.evaluate(() => "ran" in window), path).toBe(false)
      expect(await page.locator("img[src=x], script:not([src])").count(), path).toBe(0)
    }
  )
})
