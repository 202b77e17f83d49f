import { globSync, readFileSync, writeFileSync } from "node:fs"
import { brotliCompressSync, gzipSync } from "node:zlib"
import react from "@vitejs/plugin-react"
import { defineConfig, type Plugin } from "vite"

/** While `pnpm --filter @nexio/portal dev` runs, the calls go to a server that was started beside it. */
const server = process.env["NEXIO_URL"] ?? "http://127.0.0.1:4400"

/** Compressed once, as far as it goes, and not for each request. Fonts are compressed already. */
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  writeBundle: ({ dir = "dist" }) => {
    for (const file of globSync(`${dir}/**/*.{html,js,css,svg}`)) {
      const bytes = readFileSync(file)
      writeFileSync(`${file}.br`, brotliCompressSync(bytes))
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    }
  }
}

export default defineConfig({
  plugins: [react(), compressed],
  build: {
    target: "es2023",
    // Nothing in line: the content security policy would refuse it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    emptyOutDir: true
  },
  server: { proxy: { "/api": server } }
})
