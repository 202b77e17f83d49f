// Before the first paint, so that no page flashes in the wrong colours. What is kept is "light" or "dark", or nothing.
try {
  const kept = localStorage.getItem("theme")
  if (kept) document.documentElement.dataset.theme = kept
} catch {
  // A browser that keeps nothing shows what the system says.
}
