import { describe, expect, it } from "vitest"
import { faultsOf } from "./Accessible.ts"
import { useBrowser } from "./Browser.ts"
import { usePortal } from "./Portal.ts"

const portal = usePortal()
const open = useBrowser(portal)

describe.each(["light", "dark"] as const)("the way in, %s", (colorScheme) => {
  it("can be used by everybody", async () => {
    const page = await open({ colorScheme })
    await page.goto("/sign-in")
    await page.getByRole("heading", { name: "Sign in to Nexio" }).waitFor()
    expect(await faultsOf(page)).toEqual([])
  })
})

it("takes the token out of the address, and leaves it in no history", async () => {
  const page = await open()
  await page.goto(`/sign-in#${"7d0c".repeat(16)}`)
  await page.getByRole("button", { name: "Sign in" }).waitFor()
  expect(new URL(page.url()).hash).toBe("")
})
