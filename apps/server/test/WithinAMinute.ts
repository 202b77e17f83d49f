/** Tries something within one UTC minute: where another begins meanwhile, once more. */
export const withinAMinute = async (trying: () => Promise<void>): Promise<void> => {
  const minute = Math.floor(Date.now() / 60_000)
  try {
    await trying()
  } catch (failure) {
    if (minute === Math.floor(Date.now() / 60_000)) throw failure
    await trying()
  }
}
