/**
 * The portal in a real browser, on SQLite with a million runs in one environment: from the click to a page of a hundred
 * runs that is painted, the first paint of a browser that knows nothing yet, and how much script that takes.
 */
import { join } from "node:path"
import Database from "better-sqlite3"
import { launch } from "../apps/portal/test/Chromium.ts"
import { firstLink } from "./FirstKey.ts"
import * as Measurement from "./Measurement.ts"
import { bundle, makeFolder, removeFolder, start } from "./Server.ts"

const count = 1_000_000
const shown = 100

export const portal = Measurement.make({
  name: "portal",
  rows: [
    {
      work: "portal: from the click to 100 of 1,000,000 runs, painted, ms",
      figure: "click",
      target: { under: 500 }
    },
    { work: "portal: first paint, nothing cached, ms", figure: "paint", target: { under: 1_000 } },
    { work: "portal: initial JavaScript, compressed, KB", figure: "kilobytes", target: { under: 150 } }
  ],
  measure: async () => {
    const folder = makeFolder()
    const path = join(folder, "nexio.db")
    const variables = { NEXIO_DATABASE_URL: `sqlite:${path}` }
    const founding = await start(bundle, variables)
    const token = (await firstLink(folder)).split("#")[1]!
    await founding.stop()
    insertRuns(path)
    const server = await start(bundle, variables)
    const browser = await launch()
    const baseURL = `http://127.0.0.1:${server.port}`
    const session = await signIn(baseURL, token)

    const round = async () => {
      // With caches of its own, which are empty.
      const context = await browser.newContext({ baseURL })
      await context.addCookies([{ name: "wos-session", value: session, url: baseURL }])
      const page = await context.newPage()
      await page.goto("/environments")
      await page.getByRole("heading", { name: "Environments" }).waitFor()
      const [paint, bytes] = await page.evaluate<[number, number]>(`Promise.all([${firstPaint}, ${initialBytes}])`)
      const painted = page.evaluate<number>(untilPainted)
      await page.getByRole("link", { name: "Runs" }).click()
      const click = await painted
      await context.close()
      return { click, paint, kilobytes: bytes / 1_000 }
    }

    // Once, so that the server is warm.
    await round()
    const figures = await Measurement.rounds(round)
    await browser.close()
    await server.stop()
    removeFolder(folder)
    return figures
  }
})

/** Milliseconds since the page was asked for. Scripts for the browser are texts: here are none of its types. */
const firstPaint = `new Promise((resolve) => {
  new PerformanceObserver((paints) => {
    for (const paint of paints.getEntriesByName("first-contentful-paint")) resolve(paint.startTime)
  }).observe({ type: "paint", buffered: true })
})`

/** Of the scripts that the page itself names, as they came over the wire; further code comes with what is looked at. */
const initialBytes = `fetch("/")
  .then((page) => page.text())
  .then((html) =>
    [...html.matchAll(/\\/assets\\/[^"]+\\.js/g)]
      .map(([path]) => performance.getEntriesByName(new URL(path, location).href)[0].encodedBodySize)
      .reduce((sum, bytes) => sum + bytes, 0))`

/** Milliseconds from the next click to the frame that shows the last of a page of runs. */
const untilPainted = `new Promise((resolve) => {
  let clicked
  addEventListener("click", () => { clicked = performance.now() }, { capture: true, once: true })
  const changes = new MutationObserver(() => {
    if (document.querySelectorAll("td .run-id").length < ${shown}) return
    changes.disconnect()
    // What a frame's callback posts comes after its paint.
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - clicked)))
  })
  changes.observe(document, { childList: true, subtree: true })
})`

/** Completed runs of live, one a millisecond up to now, in one transaction while no server runs. */
const insertRuns = (path: string): void => {
  const database = new Database(path)
  database.pragma("synchronous = off")
  database
    .prepare(
      `with recursive nth(n) as (select 1 union all select n + 1 from nth where n < :count)
      insert into runs
        (org_id, environment_id, id, environment, engine, status, created_at, started_at, completed_at, duration_ms,
          input, output)
      select org_id, id, printf('%08x-%04x-7000-8000-%012x', (:now - n) >> 16, (:now - n) & 65535, n), slug, 'default',
        'completed', :now - n, :now - n, :now - n + 12, 12, '{}', '{}'
      from nth, environments where slug = 'live'`
    )
    .run({ count, now: Date.now() })
  database.close()
}

/** Spends the link of the first start; gives the session. */
const signIn = async (baseURL: string, token: string): Promise<string> => {
  const answer = await fetch(`${baseURL}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token })
  })
  const session = /wos-session=([0-9a-f]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1]
  if (session === undefined) throw new Error(`The link of the first start answered ${answer.status}`)
  return session
}
