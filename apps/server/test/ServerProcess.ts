/** The real server in a process of its own: on a port that was free, with its files in a folder of their own. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"

const script = join(import.meta.dirname, "../bin/start.ts")

export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** All that it wrote to its output so far. */
  readonly output: () => string
  /** SIGTERM; gives its exit code. */
  readonly stop: () => Promise<number | null>
  /** SIGKILL. */
  readonly kill: () => Promise<void>
}

/** A folder that is removed with all that is in it. */
export const makeFolder = (): { readonly path: string } & Disposable => {
  const path = mkdtempSync(join(tmpdir(), "nexio-server-"))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** A test that failed or timed out did not end its server. One that a hook starts is a hook's to end. */
const endWithTest = (child: ChildProcess): void => {
  try {
    onTestFinished(() => void child.kill("SIGKILL"))
  } catch {
    // Called outside of a test.
  }
}

/** Spawns it, and gives it at once, with the first output that matches; nothing where it ended before. */
const spawnServer = (folder: string, variables: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, [script], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      NEXIO_DATABASE_URL: `sqlite:${join(folder, "nexio.db")}`,
      ...variables
    },
    stdio: ["ignore", "pipe", "pipe"]
  })
  endWithTest(child)
  const ended = once(child, "exit")
  let written = ""
  const listening = new Promise<string | undefined>((resolve) => {
    const read = (chunk: Buffer) => {
      written += chunk.toString()
      const url = /Listening at (http:[^\s"]+)/.exec(written)?.[1]
      if (url !== undefined) resolve(url)
    }
    child.stdout.on("data", read)
    child.stderr.on("data", read)
    void ended.then(() => resolve(undefined))
  })
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
    return child.exitCode
  }
  return { child, ended, listening, output: () => written, end }
}

/** Spawns it in the folder and waits until it listens; an end before that is an error with what it wrote. */
export const startServer = async (
  folder: string,
  variables: Readonly<Record<string, string>> = {}
): Promise<ServerProcess> => {
  const { child, end, listening, output } = spawnServer(folder, variables)
  const url = await listening
  if (url === undefined) throw new Error(`The server did not start:\n${output()}`)
  return { url, child, output, stop: () => end("SIGTERM"), kill: async () => void (await end("SIGKILL")) }
}

/** Spawns one that is not to start, and gives its exit code and all that it wrote. */
export const refusedStart = async (
  folder: string,
  variables: Readonly<Record<string, string>>
): Promise<{ readonly code: number | null; readonly output: string }> => {
  const { child, end, ended, listening, output } = spawnServer(folder, variables)
  if ((await listening) !== undefined) {
    await end("SIGKILL")
    throw new Error("The server started all the same")
  }
  await ended
  return { code: child.exitCode, output: output() }
}

/** The key that the first start wrote down. */
export const firstKey = (folder: string): string => {
  const key = /nx_live_[0-9a-f]{64}/.exec(readFileSync(join(folder, "first-start"), "utf8"))?.[0]
  if (key === undefined) throw new Error("The first start wrote down no key")
  return key
}
