/**
 * Secrets on `node:crypto`: random bytes, SHA-256, and AES-256-GCM under the master keys.
 *
 * A sealed text is `<master key's name>.<nonce>.<ciphertext and tag>`, in base64url; org, kind and row are
 * authenticated with it, so that it opens nowhere else. The first master key seals, all of them open.
 */
import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto"
import { type Binding, type Hash, type Mac, type Sealed, Secrets, SecretUnreadable } from "@nexio/core"
import { Effect, Layer, Redacted } from "effect"

/** 32 bytes. */
export type MasterKey = Redacted.Redacted<Uint8Array>

const nonceBytes = 12
const tagBytes = 16

/** What a sealed text says of the key that sealed it: nothing but which one it was. */
export const nameOf = (key: MasterKey): string =>
  hash("sha256", Buffer.concat([Buffer.from("nexio master key "), Redacted.value(key)]), "hex").slice(0, 8)

export const layer = (keys: readonly [MasterKey, ...ReadonlyArray<MasterKey>]) =>
  Layer.sync(Secrets, () => {
    const named = new Map(keys.map((key) => [nameOf(key), Redacted.value(key)]))
    const proving = new Map(keys.map((key) => [nameOf(key), derived(key)]))
    const macUnder = (name: string, content: string): string | undefined => {
      const key = proving.get(name)
      return key && `${name}.${createHmac("sha256", key).update(content).digest("hex")}`
    }
    const sealing = keys[0]
    const sealingName = nameOf(sealing)
    return Secrets.of({
      random: () => randomBytes(32),
      hash: (text) => hash("sha256", text, "hex") as Hash,
      seal: (secret, binding) => {
        const nonce = randomBytes(nonceBytes)
        const cipher = createCipheriv("aes-256-gcm", Redacted.value(sealing), nonce)
        cipher.setAAD(associated(binding))
        const sealed = Buffer.concat([
          cipher.update(Redacted.value(secret), "utf8"),
          cipher.final(),
          cipher.getAuthTag()
        ])
        return write(sealingName, nonce, sealed)
      },
      open: (sealed, binding) =>
        Effect.try({
          try: () => {
            const [name = "", ...parts] = sealed.split(".")
            const [nonce, bytes] = parts.map((part) => Buffer.from(part, "base64url"))
            const key = named.get(name)
            if (key === undefined || nonce === undefined || bytes === undefined) throw new Error("no such master key")
            if (write(name, nonce, bytes) !== sealed) throw new Error("not as it was written")
            const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes })
            decipher.setAAD(associated(binding))
            decipher.setAuthTag(bytes.subarray(-tagBytes))
            const text = Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString(
              "utf8"
            )
            return Redacted.make(text, { label: binding.kind })
          },
          catch: () => new SecretUnreadable({ binding })
        }),
      mac: (content) => macUnder(sealingName, content) as Mac,
      isMacOf: (mac, content) => {
        // Of a master key that is not there nothing is proven, and least of all by nothing.
        const expected = macUnder(mac.split(".", 1)[0]!, content)
        if (expected === undefined) return false
        const [known, given] = [Buffer.from(expected), Buffer.from(mac)]
        return known.length === given.length && timingSafeEqual(known, given)
      }
    })
  })

/** The key of proofs: one of its own, so that what one use of the master key reveals says nothing of another. */
const derived = (key: MasterKey): Buffer =>
  Buffer.from(hkdfSync("sha256", Redacted.value(key), "", "nexio audit log", 32))

const write = (name: string, nonce: Buffer, sealed: Buffer): Sealed =>
  `${name}.${nonce.toString("base64url")}.${sealed.toString("base64url")}` as Sealed

const associated = (binding: Binding): Buffer =>
  Buffer.from(
    JSON.stringify(binding.kind === "master_key_check" ? [binding.kind] : [binding.orgId, binding.kind, binding.row])
  )
