/** Receivers that do all that they should not, byte by byte, and what is to be told of each. */
import type { Socket } from "node:net"
import { gzipSync } from "node:zlib"

/** What it costs an attempt to one that lets time pass. The others are not judged by time. */
export const patienceMs = { late: 100, other: 30_000 }

export interface HostileReceiver {
  readonly does: string
  /** What is recorded of an attempt to it: why there was no answer, or the answer, which is whole before the hostile part. */
  readonly recorded: { readonly reason: string } | { readonly statusCode: number; readonly body: string }
  /** From the moment that the connection, and over TLS its handshake, stands. */
  readonly accept: (socket: Socket) => void
  /** Whether the attempt takes as long as it may. */
  readonly late: boolean
  /** `handshake`: it is spoken TLS to, and speaks none by itself. */
  readonly over?: "tls" | "handshake"
}

/** More than anything should take. */
const plenty = 32_000_000

/** Sends it again and again, as fast as it is taken, until `plenty` was; then nothing. */
const flood = (socket: Socket, unit: string): void => {
  const piece = Buffer.from(unit.repeat(Math.ceil(16_384 / unit.length)), "latin1")
  let sent = 0
  const more = () => {
    do sent += piece.length
    while (socket.write(piece) && sent < plenty)
    if (sent < plenty) socket.once("drain", more)
  }
  if (!socket.destroyed) more()
}

/** Once a request has come, with the head of it at least. */
const asked =
  (answer: (socket: Socket) => void): HostileReceiver["accept"] =>
  (socket) =>
    void socket.once("data", () => answer(socket))

const endless = (head: string, unit: string) =>
  asked((socket) => {
    socket.write(head)
    flood(socket, unit)
  })

const whole = (text: string) => asked((socket) => void socket.write(text))
const closing = (text: string) => asked((socket) => void socket.end(text))
const resetting = (text: string) => asked((socket) => void socket.write(text, () => socket.resetAndDestroy()))

const dripping = (head: string, unit: string) =>
  asked((socket) => {
    socket.write(head)
    const timer = setInterval(() => socket.write(unit), 5)
    socket.once("close", () => clearInterval(timer))
  })

const ok = "HTTP/1.1 200 OK\r\n"
const older = "HTTP/1.0 200 OK\r\n"
const noContent = "HTTP/1.1 204 No Content\r\n"
const busy = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"
const gzipped = `${ok}content-encoding: gzip\r\n`
const bomb = gzipSync(Buffer.alloc(10_000_000)).toString("latin1")
const chunked = `${ok}transfer-encoding: chunked\r\n\r\n`

const large = "The answer was larger than 64 KiB"
const wire = "The answer was larger than 256 KiB with all that was around it"
const headers = "The answer's headers were too large"
const late = "No answer within 0.1 s"
const noHttp = "The answer was not HTTP"
const reset = "The connection was reset"
const otherLength = "The answer was not as long as it announced"
const closed = "The connection was closed before the answer was complete"
const answer = (statusCode: number, body = "") => ({ statusCode, body })

const rows: ReadonlyArray<Row> = [
  ["sends a body without end", large, endless(`${ok}\r\n`, "x")],
  [
    "sends a body without end, and says that it is short",
    large,
    endless(`${ok}content-length: 1000000000\r\n\r\n`, "x")
  ],
  ["sends a body without end, in HTTP/1.0", large, endless(`${older}\r\n`, "x")],
  ["sends a body that would be gigabytes", large, endless(`${gzipped}\r\n`, bomb)],
  ["sends chunks without end", large, endless(chunked, "400\r\n" + "x".repeat(1_024) + "\r\n")],
  ["sends chunks of one byte without end", wire, endless(chunked, "1\r\nx\r\n")],
  ["sends a chunk without end", large, endless(`${chunked}fffffffffff\r\n`, "x")],
  ["sends chunk extensions without end", wire, endless(`${chunked}1`, ";a=b")],
  [
    "sends a small extension with each of the chunks without end",
    wire,
    endless(chunked, `1;${"a".repeat(20)}\r\nx\r\n`)
  ],
  ["sends a chunk size without end", wire, endless(chunked, "0")],
  ["sends trailers without end", headers, endless(`${chunked}0\r\n`, "x-trailer: y\r\n")],
  ["sends one trailer without end", headers, endless(`${chunked}0\r\nx: `, "y")],
  ["sends headers without end", headers, endless(ok, "x-header: y\r\n")],
  ["sends headers without values, without end", headers, endless(ok, "x-header:\r\n")],
  ["sends one header without end", headers, endless(`${ok}x: `, "y")],
  ["sends one header's name without end", headers, endless(ok, "x")],
  ["sends the spaces before a header's value without end", wire, endless(`${ok}x:`, " ")],
  ["sends the reason phrase without end", wire, endless("HTTP/1.1 200 ", "x")],
  ["sends blank lines before the answer, without end", wire, endless("", "\r\n")],
  [
    "sends interim answers without end",
    "There were too many interim answers",
    endless("", "HTTP/1.1 102 Processing\r\n\r\n")
  ],
  [
    "sends early hints without end",
    "There were too many interim answers",
    endless("", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")
  ],
  ["asks to continue", "The receiver asked to continue, which was not offered", whole("HTTP/1.1 100 Continue\r\n\r\n")],
  [
    "switches protocols",
    "The receiver switched to another protocol",
    whole(`HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n`)
  ],
  ["says nothing", late, asked(() => {})],
  ["drips its headers", late, dripping(ok, "x-header: y\r\n")],
  ["drips one header", late, dripping(`${ok}x: `, "y")],
  ["drips its body", late, dripping(`${ok}\r\n`, "x")],
  ["drips its body, in HTTP/1.0", late, dripping(`${older}\r\n`, "x")],
  ["drips its chunks", late, dripping(chunked, "1\r\nx\r\n")],
  ["drips a chunk extension", late, dripping(`${chunked}1;`, "a")],
  ["drips its trailers", late, dripping(`${chunked}0\r\n`, "x-trailer: y\r\n")],
  ["drips the headers of an interim answer", late, dripping("HTTP/1.1 103 Early Hints\r\n", "x: y\r\n")],
  ["stops in the middle of its body", late, whole(`${ok}content-length: 10\r\n\r\nhalf`)],
  ["resets at once", reset, (socket) => void socket.resetAndDestroy()],
  ["resets after the request", reset, asked((socket) => void socket.resetAndDestroy())],
  ["resets in the middle of its headers", reset, resetting(`${ok}x-half: `)],
  ["resets after its headers", reset, resetting(`${ok}content-length: 10\r\n\r\n`)],
  ["resets in the middle of its body", reset, resetting(`${ok}content-length: 10\r\n\r\nhalf`)],
  ["resets in the middle of its body, in HTTP/1.0", reset, resetting(`${older}\r\nhalf`)],
  ["resets in the middle of its body, without a length", reset, resetting(`${ok}\r\nhalf`)],
  ["resets after an interim answer", reset, resetting("HTTP/1.1 102 Processing\r\n\r\n")],
  ["resets in the middle of its trailers", reset, resetting(`${chunked}0\r\nx-half: `)],
  ["resets in the middle of a chunk", reset, resetting(`${chunked}a\r\nhalf`)],
  ["closes at once", closed, (socket) => void socket.end()],
  ["closes after the request", closed, closing("")],
  ["closes in the middle of its headers", closed, closing(`${ok}x-half: `)],
  ["closes before the end of its body", closed, closing(`${ok}content-length: 10\r\n\r\nhalf`)],
  ["closes before its last chunk", closed, closing(`${chunked}4\r\nhalf\r\n`)],
  [
    "closes before its last chunk, as it said",
    noHttp,
    closing(`${ok}connection: close\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n`)
  ],
  [
    "closes before the end of its body, as it said",
    otherLength,
    closing(`${ok}connection: close\r\ncontent-length: 10\r\n\r\nhalf`)
  ],
  ["closes before the end of its trailers", closed, closing(`${chunked}0\r\nx-half: `)],
  ["gives a chunk a size that is no number", noHttp, whole(`${chunked}zz\r\nx\r\n`)],
  ["gives a chunk a size below zero", noHttp, whole(`${chunked}-1\r\nx\r\n`)],
  ["gives a chunk a size beyond all numbers", noHttp, whole(`${chunked}ffffffffffffffffff\r\nx\r\n`)],
  ["sends more than the size of its chunk", noHttp, whole(`${chunked}1\r\nxxx\r\n0\r\n\r\n`)],
  ["gives its body a length that is no number", noHttp, whole(`${ok}content-length: ten\r\n\r\n`)],
  ["gives its body a length below zero", noHttp, whole(`${ok}content-length: -1\r\n\r\n`)],
  ["gives its body a length beyond all numbers", otherLength, whole(`${ok}content-length: ${"9".repeat(30)}\r\n\r\n`)],
  ["gives its body two lengths", otherLength, whole(`${ok}content-length: 1\r\ncontent-length: 2\r\n\r\nxx`)],
  [
    "gives its body a length, and chunks",
    otherLength,
    whole(`${ok}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`)
  ],
  ["speaks HTTP/0.9", noHttp, closing("<html>hello</html>\r\n")],
  ["speaks HTTP/2", noHttp, whole("\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000")],
  ["speaks another protocol first", noHttp, (socket) => void socket.write("SSH-2.0-OpenSSH_9.9\r\n")],
  ["has a status of four digits", noHttp, whole("HTTP/1.1 2000 OK\r\n\r\n")],
  ["has a status of no digits", noHttp, whole("HTTP/1.1 abc OK\r\n\r\n")],
  ["has a version that does not exist", noHttp, whole("HTTP/9.9 200 OK\r\n\r\n")],
  ["has a NUL in a header", noHttp, whole(`${ok}x: \u0000\r\n\r\n`)],
  ["answers, and resets", answer(503), resetting(busy)],
  ["has a space in a header's name", noHttp, whole(`${ok}x y: z\r\n\r\n`)]
]

const handshakes: ReadonlyArray<Row> = [
  ["never answers the handshake", late, asked(() => {})],
  ["drips the handshake", late, dripping("\u0016\u0003\u0003\u0040\u0000", "\u0002")],
  ["answers the handshake in plain HTTP", "TLS could not be agreed on", whole(`${ok}\r\n`)],
  [
    "answers the handshake with records without end",
    "TLS could not be agreed on",
    endless("", "\u0016\u0003\u0003\u0000\u0001x")
  ],
  [
    "answers the handshake with an alert",
    "TLS could not be agreed on",
    whole("\u0015\u0003\u0003\u0000\u0002\u0002\u0028")
  ],
  ["closes in the handshake", reset, closing("\u0016\u0003\u0003\u0000\u0040")],
  ["resets in the handshake", reset, resetting("\u0016\u0003\u0003\u0000\u0040")]
]

/** An answer that is whole, and more than that. */
const answers: ReadonlyArray<Row> = [
  ["sends a body with a 204", answer(204), whole(`${noContent}content-length: 4\r\n\r\nbody`)],
  ["sends chunks with a 204", answer(204), whole(`${noContent}transfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n`)],
  ["sends a body without end with a 204", answer(204), endless(`${noContent}\r\n`, "x")],
  ["sends a body without end with a 304", answer(304), endless("HTTP/1.1 304 Not Modified\r\n\r\n", "x")],
  ["sends more than its answer", answer(503), whole(`${busy}more`)],
  ["sends more than its answer, without end", answer(503), endless(busy, "x")],
  ["answers twice", answer(503), whole(`${busy}${ok}content-length: 0\r\n\r\n`)],
  ["answers without end", answer(503), endless("", busy)],
  ["sends an answer, and interim ones without end", answer(503), endless(busy, "HTTP/1.1 102 Processing\r\n\r\n")],
  ["ends its body by closing, in HTTP/1.0", answer(503, "body"), closing("HTTP/1.0 503 Busy\r\n\r\nbody")]
]

type Row = readonly [
  does: string,
  recorded: string | { readonly statusCode: number; readonly body: string },
  accept: HostileReceiver["accept"]
]

const over =
  (over?: "tls" | "handshake") =>
  ([does, recorded, accept]: Row): HostileReceiver => ({
    does: over === "tls" ? `${does}, over TLS` : does,
    recorded: typeof recorded === "string" ? { reason: recorded } : recorded,
    accept,
    late: recorded === late,
    ...(over === undefined ? {} : { over })
  })

export const all: ReadonlyArray<HostileReceiver> = [
  ...[...rows, ...answers].map(over()),
  ...[...rows.slice(0, 14), ...answers].map(over("tls")),
  ...handshakes.map(over("handshake"))
]
