/** Where one was before the way led to a provider, which knows nothing of it. */
export const backKey = "back"

/** Where to go on, told once; nothing where one came from nowhere. */
export const takeBack = (): string | undefined => {
  const back = sessionStorage.getItem(backKey) ?? undefined
  sessionStorage.removeItem(backKey)
  return back
}

/** A path of the portal at an origin; another's address, however it is written, is not followed. */
export const pathAt = (origin: string, back = "/"): string => {
  if (!URL.canParse(back, origin)) return "/"
  const { hash, href, pathname, search } = new URL(back, origin)
  // A path that begins with two slashes would be another host's.
  return href.startsWith(`${origin}/`) && !pathname.startsWith("//") ? pathname + search + hash : "/"
}
