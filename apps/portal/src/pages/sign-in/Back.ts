/** Where one was before the way led to a provider, which knows nothing of it. */
export const backKey = "back"

/** Where to go on, told once; nothing where one came from nowhere. */
export const takeBack = (): string | undefined => {
  const back = sessionStorage.getItem(backKey) ?? undefined
  sessionStorage.removeItem(backKey)
  return back
}
