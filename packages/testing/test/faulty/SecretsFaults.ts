import { type Binding, type Hash, type Sealed, Secrets, SecretUnreadable } from "@nexio/core"
import { Effect, Redacted } from "effect"
import { inPort } from "./Fault.ts"

/** Seals and opens for what `look` makes of a binding. */
const bound = (right: Secrets["Service"], look: (binding: Binding) => Binding): Secrets["Service"] => ({
  ...right,
  seal: (secret, binding) => right.seal(secret, look(binding)),
  open: (sealed, binding) => Effect.mapError(right.open(sealed, look(binding)), () => new SecretUnreadable({ binding }))
})

const hashing = (right: Secrets["Service"], hash: (text: string) => string): Secrets["Service"] => ({
  ...right,
  hash: (text) => hash(text) as Hash
})

export const faults = inPort(Secrets, "Secrets", [
  {
    name: "opens a secret that was moved to another row",
    breaks: "A sealed secret is bound to its row: moved to another it does not open (2.11; Binding).",
    wrap: (right) => bound(right, (binding) => ("row" in binding ? { ...binding, row: "any" } : binding))
  },
  {
    name: "opens a secret that was moved to another org",
    breaks: "A sealed secret is bound to its org (2.11; Binding).",
    wrap: (right) =>
      bound(right, (binding) => ("row" in binding ? { ...binding, orgId: "any" as typeof binding.orgId } : binding))
  },
  {
    name: "opens a signing secret as an auth token",
    breaks: "A sealed secret is bound to its kind (2.11; Binding).",
    wrap: (right) => bound(right, (binding) => ("row" in binding ? { ...binding, kind: "auth_token" } : binding))
  },
  {
    name: "opens a text that something was added to",
    breaks: "A sealed secret that was altered does not open (SecretUnreadable).",
    wrap: (right) => {
      const known = new Set<Sealed>()
      return {
        ...right,
        seal: (secret, binding) => {
          const sealed = right.seal(secret, binding)
          known.add(sealed)
          return sealed
        },
        open: (sealed, binding) =>
          right.open(known.has(sealed) ? sealed : ([...known].find((one) => sealed.startsWith(one)) ?? sealed), binding)
      }
    }
  },
  {
    name: "dies of a secret that it cannot open",
    breaks: "What does not open is SecretUnreadable, and that attempt fails (SecretUnreadable).",
    wrap: (right) => ({ ...right, open: (sealed, binding) => Effect.orDie(right.open(sealed, binding)) })
  },
  {
    name: "opens what it cannot as an empty secret",
    breaks: "What does not open is SecretUnreadable: nothing is signed with what is no secret (SecretUnreadable).",
    wrap: (right) => ({
      ...right,
      open: (sealed, binding) => Effect.catch(right.open(sealed, binding), () => Effect.succeed(Redacted.make("")))
    })
  },
  {
    name: "shows the secret in what it seals",
    breaks: "Secrets are never stored in the clear (2.11).",
    wrap: (right) => {
      const known = new Map<Sealed, Sealed>()
      return {
        ...right,
        seal: (secret, binding) => {
          const sealed = right.seal(secret, binding)
          const shown = `${sealed}.${Buffer.from(Redacted.value(secret)).toString("base64url")}` as Sealed
          known.set(shown, sealed)
          return shown
        },
        open: (sealed, binding) => right.open(known.get(sealed) ?? ("none" as Sealed), binding)
      }
    }
  },
  {
    name: "seals the first 255 characters of a secret",
    breaks: "A sealed secret opens as it was; an auth_token has up to 1,024 characters (5, POST /webhooks).",
    wrap: (right) => ({
      ...right,
      seal: (secret, binding) => right.seal(Redacted.make(Redacted.value(secret).slice(0, 255)), binding)
    })
  },
  {
    name: "writes hashes in capitals",
    breaks: "A hash is lowercase hex of a SHA-256 (Hash; 10, legacy-keys).",
    wrap: (right) => hashing(right, (text) => right.hash(text).toUpperCase())
  },
  {
    name: "hashes a text in Latin-1",
    breaks: "A hash is of the text's UTF-8 bytes (Secrets.hash).",
    wrap: (right) => hashing(right, (text) => right.hash(Buffer.from(text, "utf8").toString("latin1")))
  },
  {
    name: "hashes a text without the white space around it",
    breaks: "A hash is of the whole text: a legacy key can end in a space (10, legacy-keys).",
    wrap: (right) => hashing(right, (text) => right.hash(text.trim()))
  },
  {
    name: "salts hashes",
    breaks: "A key is found by the hash of its text, which is the same each time (2.4; Secrets.hash).",
    wrap: (right) => {
      let salt = 0
      return hashing(right, (text) => right.hash(`${text}${salt++ % 2 === 0 ? "" : salt}`))
    }
  },
  {
    name: "draws the same random bytes every fifth time",
    breaks: "A secret is of 32 random bytes, and no other has the same (2.4; Secrets.random).",
    wrap: (right) => {
      const first = right.random()
      let drawn = 0
      return { ...right, random: () => (++drawn % 5 === 0 ? first : right.random()) }
    }
  },
  {
    name: "draws 16 bytes",
    breaks: "A secret is of 32 random bytes (2.4; Secrets.random).",
    wrap: (right) => ({ ...right, random: () => right.random().slice(0, 16) })
  },
  {
    name: "draws into the bytes that it gave before",
    breaks: "What was drawn stays what it is (Secrets.random).",
    wrap: (right) => {
      const bytes = new Uint8Array(32)
      return {
        ...right,
        random: () => {
          bytes.set(right.random())
          return bytes
        }
      }
    }
  },
  {
    name: "takes nothing for a proof",
    breaks: "A MAC is its text's, and nothing else proves it (9; Secrets.isMacOf).",
    wrap: (right) => ({ ...right, isMacOf: (mac, content) => String(mac) === "" || right.isMacOf(mac, content) })
  },
  {
    name: "takes a MAC that was cut off",
    breaks: "A MAC is its text's, and nothing else proves it (9; Secrets.isMacOf).",
    wrap: (right) => ({ ...right, isMacOf: (mac, content) => right.mac(content).startsWith(mac) })
  },
  {
    name: "proves the first characters of a text alone",
    breaks: "A MAC is its text's and no other's (9; Secrets.mac).",
    wrap: (right) => ({
      ...right,
      mac: (content) => right.mac(content.slice(0, 8)),
      isMacOf: (mac, content) => right.isMacOf(mac, content.slice(0, 8))
    })
  }
])
