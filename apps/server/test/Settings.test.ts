import { character } from "@nexio/testing/arbitraries"
import { Duration, Redacted } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import { read, SettingRefused, type Variables } from "../src/Settings.ts"

const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 100 : 10_000 }

const refusal = (variables: Variables): SettingRefused | undefined => {
  try {
    read(variables)
    return undefined
  } catch (refused) {
    if (refused instanceof SettingRefused) return refused
    throw refused
  }
}

const key = Buffer.alloc(32, 7).toString("base64")
const otherKey = Buffer.alloc(32, 8).toString("base64")
const token = "a-token-of-an-operator-that-is-long"

it("needs no setting, and then serves this machine from one file", () => {
  const { deliveryAllow, deliveryRetry, trustedProxies, ...settings } = read({})
  expect(settings).toEqual({
    host: "127.0.0.1",
    port: 4400,
    database: { kind: "sqlite", path: ".nexio/nexio.db" },
    roles: ["api", "worker"],
    masterKeys: undefined,
    operatorTokens: [],
    publicUrl: undefined,
    deliveryAllowIsDefault: true,
    retention: undefined,
    otlpUrl: undefined,
    log: undefined
  })
  expect(["127.0.0.1", "localhost", "::1"].map((host) => deliveryAllow.allows(host, 80))).toEqual([true, true, true])
  expect(deliveryRetry.length).toBe(9)
  expect(["127.0.0.1", "10.0.0.1", "::1"].some(trustedProxies.trusts)).toBe(false)
})

it("takes an empty variable for one that is unset, but for the list of what deliveries may reach", () => {
  const names = ["HOST", "PORT", "NEXIO_DATABASE_URL", "NEXIO_MASTER_KEY", "NEXIO_OPERATOR_TOKEN", "NEXIO_PUBLIC_URL"]
  const others = ["NEXIO_DELIVERY_RETRY", "NEXIO_LOG", "NEXIO_ROLES", "NEXIO_RETENTION", "NEXIO_OTLP_URL"]
  const {
    deliveryAllow: _,
    trustedProxies: _none,
    ...settings
  } = read(Object.fromEntries([...names, ...others].map((name) => [name, ""])))
  const { deliveryAllow: __, trustedProxies: __none, ...defaults } = read({})
  expect(settings).toEqual(defaults)
  expect(read({ NEXIO_DELIVERY_ALLOW: "" }).deliveryAllow.allows("127.0.0.1", 80)).toBe(false)
})

it("reads each setting", () => {
  const settings = read({
    HOST: "0.0.0.0",
    PORT: "0",
    NEXIO_DATABASE_URL: "sqlite:/var/lib/nexio.db",
    NEXIO_MASTER_KEY: `${key}, ${otherKey}`,
    NEXIO_OPERATOR_TOKEN: `${token},${token}2`,
    NEXIO_PUBLIC_URL: "https://nexio.example/",
    NEXIO_DELIVERY_ALLOW: "hooks.internal:8443, 10.1.0.0/16",
    NEXIO_DELIVERY_RETRY: "5s, 2m,3h",
    NEXIO_ROLES: "worker,api",
    NEXIO_RETENTION: "30d",
    NEXIO_OTLP_URL: "http://127.0.0.1:4318",
    NEXIO_LOG: "json"
  })
  expect(settings).toMatchObject({
    host: "0.0.0.0",
    port: 0,
    database: { kind: "sqlite", path: "/var/lib/nexio.db" },
    roles: ["api", "worker"],
    publicUrl: "https://nexio.example",
    deliveryAllowIsDefault: false,
    deliveryRetry: [5_000, 120_000, 10_800_000],
    retention: Duration.days(30),
    otlpUrl: "http://127.0.0.1:4318",
    log: "json"
  })
  expect(settings.masterKeys?.map((bytes) => [...Redacted.value(bytes)])).toEqual([
    Array(32).fill(7),
    Array(32).fill(8)
  ])
  expect(settings.operatorTokens.map(Redacted.value)).toEqual([token, `${token}2`])
  const { allows } = settings.deliveryAllow
  expect([allows("hooks.internal", 8443), allows("10.1.9.9", 80), allows("hooks.internal", 80)]).toEqual([
    true,
    true,
    false
  ])
})

it("takes a PostgreSQL database, with a master key that somebody keeps, in either role", () => {
  const NEXIO_DATABASE_URL = "postgres://u:s3cret@h/db"
  expect(refusal({ NEXIO_DATABASE_URL })).toMatchObject({ variable: "NEXIO_MASTER_KEY", found: "nothing" })
  for (const role of ["api", "worker"] as const) {
    const settings = read({ NEXIO_DATABASE_URL, NEXIO_MASTER_KEY: key, NEXIO_ROLES: role })
    expect(settings.roles).toEqual([role])
    expect(settings.deliveryAllow.allows("127.0.0.1", 80)).toBe(false)
    expect(JSON.stringify(settings)).not.toContain("s3cret")
  }
  expect(refusal({ NEXIO_ROLES: "api,porter" })).toMatchObject({ variable: "NEXIO_ROLES", found: '"porter"' })
})

it("lets deliveries reach this machine by itself only where nobody else reaches the server", () => {
  for (const HOST of ["0.0.0.0", "::", "192.168.1.2", "nexio.example"]) {
    const { deliveryAllow, deliveryAllowIsDefault } = read({ HOST })
    expect([deliveryAllowIsDefault, deliveryAllow.allows("127.0.0.1", 80)]).toEqual([false, false])
  }
})

it.each([
  ["PORT", "abc", "a port from 0 to 65535", '"abc"'],
  ["PORT", "65536", "a port from 0 to 65535", '"65536"'],
  ["PORT", "-1", "a port from 0 to 65535", '"-1"'],
  ["PORT", " ", "a port from 0 to 65535", '" "'],
  ["PORT", "0x10", "a port from 0 to 65535", '"0x10"'],
  ["NEXIO_DATABASE_URL", "postgres://u:p@h:port/db", "postgres://<user>@<host>/<database>", "something else"],
  ["NEXIO_DATABASE_URL", "mysql://u:p@h/db", "sqlite:<file>", "something else"],
  ["NEXIO_DATABASE_URL", "sqlite:", "sqlite:<file>", "something else"],
  ["NEXIO_MASTER_KEY", "c2hvcnQ=", "32 bytes in base64", "5 bytes"],
  ["NEXIO_MASTER_KEY", "not base64!", "32 bytes in base64", "something that is not base64"],
  ["NEXIO_MASTER_KEY", `${key},c2hvcnQ=`, "32 bytes in base64", "5 bytes"],
  ["NEXIO_MASTER_KEY", ",", "32 bytes in base64", "nothing"],
  ["NEXIO_OPERATOR_TOKEN", "short", "at least 32 characters", "5"],
  ["NEXIO_OPERATOR_TOKEN", `${token}1,${token}2,${token}3`, "at most two tokens", "more"],
  ["NEXIO_PUBLIC_URL", "nexio", "an http or https address without user and password", "something else"],
  ["NEXIO_PUBLIC_URL", "ftp://nexio.example", "an http or https address without user and password", "something else"],
  [
    "NEXIO_PUBLIC_URL",
    "https://a:b@nexio.example",
    "an http or https address without user and password",
    "something else"
  ],
  ["NEXIO_DELIVERY_ALLOW", "https://a.example", "hosts, networks or host:port", "https://a.example"],
  ["NEXIO_DELIVERY_ALLOW", "10.0.0.0/33", "hosts, networks or host:port", "10.0.0.0/33"],
  ["NEXIO_DELIVERY_RETRY", "5s,5d", "waits such as 5s,5m,30m,2h", '"5d"'],
  ["NEXIO_DELIVERY_RETRY", "5", "waits such as 5s,5m,30m,2h", '"5"'],
  ["NEXIO_LOG", "loud", "pretty or json", '"loud"'],
  ["NEXIO_ROLES", "api", "one process in both roles", '"api"'],
  ["NEXIO_RETENTION", "30", "days or hours such as 30d or 12h", '"30"'],
  ["NEXIO_RETENTION", "0h", "at least 1h", '"0h"'],
  ["NEXIO_RETENTION", "90m", "days or hours", '"90m"'],
  ["NEXIO_TRUST_PROXY", "1", "addresses, networks", '"1"'],
  ["NEXIO_OTLP_URL", "otlp:4318", "an http or https address without user and password", "something else"]
])("stops at %s=%s with what was expected and what was found", (variable, value, expected, found) => {
  const refused = refusal({ [variable]: value })
  expect(refused).toMatchObject({ variable, expected: expect.stringContaining(expected) })
  expect(refused?.found).toContain(found)
  expect(refused?.message).toBe(`${variable}: expected ${refused?.expected}, found ${refused?.found}`)
  expect(refused?.message).not.toContain("\n")
})

const provider = {
  NEXIO_OIDC_ISSUER: "https://id.example/",
  NEXIO_OIDC_CLIENT_ID: "nexio",
  NEXIO_OIDC_CLIENT_SECRET: "a secret"
}

it("takes an OpenID provider whole, as it is written, and over https but on this machine", () => {
  expect(read({}).openId).toBeUndefined()
  expect(read(provider).openId).toMatchObject({ issuer: "https://id.example/", clientId: "nexio" })
  for (const missing of Object.keys(provider)) {
    expect(refusal({ ...provider, [missing]: "" })).toMatchObject({ variable: missing, found: "nothing" })
  }
  expect(refusal({ ...provider, NEXIO_OIDC_ISSUER: "http://id.example" })?.message).toContain("an https address")
  expect(refusal({ ...provider, NEXIO_OIDC_ISSUER: "id.example" })?.variable).toBe("NEXIO_OIDC_ISSUER")
  expect(read({ ...provider, NEXIO_OIDC_ISSUER: "http://127.0.0.1:1" }).openId?.issuer).toBe("http://127.0.0.1:1")
})

/** Long enough not to occur in a sentence by chance. */
const secret = fc.string({ minLength: 12, maxLength: 80, unit: character }).filter((text) => text.trim().length >= 12)
const secretVariable = fc.constantFrom("NEXIO_MASTER_KEY", "NEXIO_OPERATOR_TOKEN", "NEXIO_OIDC_CLIENT_SECRET")

it("never says the value of a secret, nor any part of one between commas", () => {
  fc.assert(
    fc.property(secretVariable, fc.array(secret, { minLength: 1, maxLength: 3 }), (variable, secrets) => {
      const message = refusal({ [variable]: secrets.join(",") })?.message ?? ""
      for (const part of secrets.flatMap((text) => text.split(",")).filter((part) => part.trim().length >= 12)) {
        expect(message).not.toContain(part.trim())
      }
    }),
    runs
  )
})

it("always says it in one line, whatever a variable holds", () => {
  const variable = fc.constantFrom(
    "PORT",
    "NEXIO_PUBLIC_URL",
    "NEXIO_DELIVERY_ALLOW",
    "NEXIO_DELIVERY_RETRY",
    "NEXIO_LOG"
  )
  fc.assert(
    fc.property(variable, fc.string({ unit: character, minLength: 1 }), (variable, value) => {
      expect(refusal({ [variable]: value })?.message ?? variable).toMatch(/^[^\n\r]+$/)
    }),
    runs
  )
})
