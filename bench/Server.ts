/** A server under measurement: a process of its own, on a port of its own, with files of its own on the disk. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"

export interface Server {
  readonly port: number
  readonly child: ChildProcess
  readonly stop: () => Promise<void>
}

const folders = new Set<string>()
const children = new Set<ChildProcess>()

// Where a measurement fails, nothing of it stays.
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL")
  folders.forEach(removeFolder)
})

/** A fresh folder on the disk beside the benchmarks. */
export const makeFolder = (): string => {
  const folder = mkdtempSync(join(import.meta.dirname, ".data-"))
  folders.add(folder)
  return folder
}

export const removeFolder = (path: string): void => {
  rmSync(path, { recursive: true, force: true })
  folders.delete(path)
}

/** The server as it is shipped. */
export const bundle = join(import.meta.dirname, "../apps/server/dist/server.mjs")

/** What stands beside it. */
export const peer = (name: string): string => join(import.meta.dirname, "peers", `${name}.ts`)

export const masterKey = new Uint8Array(32)
export const operatorToken = "0".repeat(32)

/** Settings of ours on a database that other processes have as well, before or at once. */
export const settings = (databaseUrl: string): Readonly<Record<string, string>> => ({
  NEXIO_DATABASE_URL: databaseUrl,
  NEXIO_MASTER_KEY: Buffer.from(masterKey).toString("base64"),
  NEXIO_OPERATOR_TOKEN: operatorToken,
  NEXIO_DELIVERY_ALLOW: "127.0.0.1"
})

/** A port that is free now. */
export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, "close")
  return port
}

/** Starts a script and waits until its `/health` answers. */
export const start = async (
  script: string,
  variables: Readonly<Record<string, string>>,
  args: ReadonlyArray<string> = []
): Promise<Server> => {
  const port = await freePort()
  const child = spawn(process.execPath, [...args, script], {
    env: { PATH: process.env["PATH"], NODE_ENV: "production", HOST: "127.0.0.1", PORT: String(port), ...variables },
    stdio: ["ignore", "ignore", "inherit", "ipc"]
  })
  children.add(child)
  child.once("exit", () => children.delete(child))
  await healthy(port, child)
  const stop = async () => {
    const ended = once(child, "exit")
    child.kill("SIGTERM")
    await ended
  }
  return { port, child, stop }
}

/** Waits for the first 200 of `/health`, for 20 seconds at most. */
export const healthy = async (port: number, child: ChildProcess): Promise<void> => {
  const end = performance.now() + 20_000
  while (performance.now() < end && child.exitCode === null) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/health`)
      await answer.arrayBuffer()
      if (answer.status === 200) return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
  throw new Error("The server did not become healthy")
}

/** What a process has taken of the processors so far, those of its children that ended included; in hundredths. */
export const processorSeconds = (pid: number): number => {
  const ticks = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ").slice(11, 15)
  return ticks.reduce((sum, tick) => sum + Number(tick), 0) / 100
}

/** Resident memory of a process in MB (10^6 bytes), as the system counts it: now, or the most that it was. */
export const resident = ({ child }: Server, when: "now" | "ever" = "now"): number => {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8")
  const kilobytes = new RegExp(`${when === "now" ? "VmRSS" : "VmHWM"}:\\s+(\\d+) kB`).exec(status)?.[1]
  return (Number(kilobytes) * 1_024) / 1_000_000
}
