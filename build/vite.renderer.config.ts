import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = join(import.meta.dirname, '..')

export default defineConfig({
  root: join(root, 'renderer'),
  base: './',
  cacheDir: join(root, '.cache', 'vite'),
  plugins: [react()],
  build: {
    outDir: join(root, 'dist', 'renderer'),
    emptyOutDir: true,
    // Electron 33, on which the end-to-end tests run too, carries this Chromium.
    target: 'chrome130',
    // The page's policy allows no data: URL but for pictures, and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 4_000,
  },
})
