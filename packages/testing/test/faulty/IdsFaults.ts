import { Id } from "@nexio/core"
import { inPort } from "./Fault.ts"

/** Ids that count on as `digits` says, in the last 12 of them. */
const counted = (right: Id.Ids["Service"], digits: (nth: number, at: number) => string): Id.Ids["Service"] => {
  let minted = 0
  return {
    next: <A extends string>(at: number) =>
      `${right.next<string>(at).slice(0, 13)}-7000-8000-${digits(minted++, at).padStart(12, "0")}` as A
  }
}

const written = (right: Id.Ids["Service"], write: (id: string) => string): Id.Ids["Service"] => ({
  next: <A extends string>(at: number) => write(right.next<string>(at)) as A
})

export const faults = inPort(Id.Ids, "Ids", [
  {
    name: "makes ids of the millisecond after",
    breaks: "An id's instant always equals its row's created_at (Id).",
    wrap: (right) => ({ next: (at) => right.next(at + 1) })
  },
  {
    name: "makes ids of whole seconds",
    breaks: "An id's first 48 bits are its instant in milliseconds (Id).",
    wrap: (right) => ({ next: (at) => right.next(at - (at % 1_000)) })
  },
  {
    name: "goes on from the last instant where the clock went back",
    breaks: "An id is of the instant that was asked for, also where that is before the last one (Id; Ids.next).",
    wrap: (right) => {
      let last = 0
      return {
        next: (at) => {
          last = Math.max(last, at)
          return right.next(last)
        }
      }
    }
  },
  {
    name: "counts down within an instant",
    breaks: "Two ids of the same instant sort in the order in which they were minted (Ids).",
    wrap: (right) => counted(right, (nth) => (2 ** 48 - 1 - nth).toString(16))
  },
  {
    name: "keeps the order of 16 ids of an instant, and no more",
    breaks: "Ids of one instant sort in the order in which they were minted, however many (Ids).",
    wrap: (right) => counted(right, (nth) => `${(nth % 16).toString(16)}${nth.toString(16).padStart(11, "0")}`)
  },
  {
    name: "counts from the start again where the instant is another",
    breaks: "An id is minted once, also where instants alternate (Ids).",
    wrap: (right) => {
      let instant: number | undefined
      let nth = 0
      return counted(right, (_minted, at) => {
        nth = at === instant ? nth + 1 : 0
        instant = at
        return nth.toString(16)
      })
    }
  },
  {
    name: "mints every twentieth id twice",
    breaks: "An id is a new one (Ids.next).",
    wrap: (right) => {
      let last: { readonly at: number; readonly id: string } | undefined
      let minted = 0
      return {
        next: <A extends string>(at: number) => {
          const again = ++minted % 20 === 0 && last?.at === at
          last = again && last ? last : { at, id: right.next<string>(at) }
          return last.id as A
        }
      }
    }
  },
  {
    name: "makes UUIDs of version 4",
    breaks: "Ids are UUIDv7 (3, Values; Id).",
    wrap: (right) => written(right, (id) => `${id.slice(0, 14)}4${id.slice(15)}`)
  },
  {
    name: "writes ids in capitals",
    breaks: "An id is written in lowercase, so that one text is one id (Id).",
    wrap: (right) => written(right, (id) => id.toUpperCase())
  },
  {
    name: "makes UUIDs of no variant",
    breaks: "Ids are UUIDv7 of RFC 9562, whose variant is 8, 9, a or b (3, Values; Id).",
    wrap: (right) => written(right, (id) => `${id.slice(0, 19)}0${id.slice(20)}`)
  }
])
