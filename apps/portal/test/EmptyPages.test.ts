import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { expect, it } from "vitest"
import { useBrowser } from "./Browser.ts"
import { allPermissions, usePortal } from "./Portal.ts"

const portal = usePortal()
const open = useBrowser(portal)

it("shows where there is nothing yet a command that makes the first, once a key is put in it", async () => {
  const live = portal.client()
  const keyOf = async (environment_slug: string): Promise<string> =>
    (await live("POST", "/api/v1/api-keys", { name: "first", permissions: allOfLive, environment_slug })).body.key
  const page = await open({ session: await portal.session(...allPermissions) })
  const run = async (path: string, key: string) => {
    await page.goto(path)
    const command = (await page.getByLabel("the command", { exact: true }).textContent()) ?? ""
    const line = command.trim().replace(`${key.slice(0, key.lastIndexOf("_"))}_…`, key)
    await promisify(execFile)("bash", ["-c", `${line} -sf`])
    await page.reload()
    await page.locator("td").first().waitFor()
    expect([path, await page.locator(".empty").count()]).toEqual([path, 0])
  }
  const key = await keyOf("live")
  await run("/environments", key)
  await run("/api-keys?environment=dev", key)
  await live("POST", "/api/v1/engines", { slug: "own", label: "Own", engine_type: "planner" })
  await run("/engines/own", key)
  await run("/webhooks", key)
  await run("/runs", key)
})

const allOfLive = allPermissions.filter((permission) => permission !== "members:manage")
