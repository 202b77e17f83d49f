/** Who may make a call, in words. */
import type { Call } from "./Declared.ts"

const listed = (permissions: ReadonlyArray<string>): string =>
  permissions.map((permission) => `\`${permission}\``).join(" or ")

/** Such as: a key of `live` with `environments:manage`. */
export const callerOf = ({ face, requirement }: Call): string => {
  if (face === "operator") return "the operator, with the operator's token"
  if (face === "session") return member(requirement)
  switch (requirement?.call) {
    case undefined:
      return "anyone; no key is needed"
    case "read":
      return "any API key"
    case "data":
      return `a key with the permission ${listed([requirement.permission])}, in its own environment`
    case "control":
      return `a key of \`live\` with the permission ${listed(requirement.anyOf)}`
  }
}

const member = (requirement: Call["requirement"]): string => {
  switch (requirement?.call) {
    case undefined:
    case "read":
      return "a member who is signed in"
    case "data":
      return `a member with the permission ${listed([requirement.permission])}`
    case "control":
      return `a member with the permission ${listed(requirement.anyOf)}`
  }
}
