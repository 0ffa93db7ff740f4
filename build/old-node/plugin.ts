import { join } from 'node:path'
import type { Plugin } from 'vite'

const product = join(import.meta.dirname, '..', '..', 'electron')

/** What the product's own code imports of these modules, where Node 20 lacks some of it. */
export const substitutes: Readonly<Record<string, string>> = {
  'node:module': join(import.meta.dirname, 'module.ts'),
  'node:tls': join(import.meta.dirname, 'tls.ts'),
}

/**
 * Lets the engine's bundle run on Node 20, which the Electron of the tests carries. Nothing else in it
 * differs from what is shipped.
 */
export function oldNode(): Plugin {
  return {
    name: 'old-node',
    enforce: 'pre',
    resolveId(source, importer = '') {
      const substitute = substitutes[source]
      if (substitute === undefined) return null
      return importer.startsWith(product) ? substitute : { id: source, external: true }
    },
  }
}
