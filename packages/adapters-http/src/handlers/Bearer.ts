/** `Authorization: Bearer …`, whose scheme is named in any case (RFC 9110, section 11.1). */

const bearer = /^bearer +([^ ].*)$/i

/** The token of an `Authorization` header; none where it is of another scheme. */
export const token = (authorization: string): string | undefined => bearer.exec(authorization)?.[1]
