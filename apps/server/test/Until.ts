/** Waits for a condition that nothing announces, 60 seconds at most. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const end = performance.now() + 60_000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error("The condition did not come to hold within 60 s")
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
