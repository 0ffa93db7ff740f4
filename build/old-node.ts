import type { Plugin } from 'vite'

/**
 * What the engine's own code imports of these modules, where Node 20 lacks some of it. Its code is compiled
 * again, and the system's store is a file of Linux.
 */
export const shims: Readonly<Record<string, string>> = {
  'node:module': `
    export const enableCompileCache = () => undefined
    export const getCompileCacheDir = () => undefined`,
  'node:tls': `
    import { readFileSync } from 'node:fs'
    import { createSecureContext, rootCertificates } from 'node:tls'
    const ofSystem = () =>
      readFileSync('/etc/ssl/certs/ca-certificates.crt', 'utf8').match(/-----BEGIN[^]+?-----END CERTIFICATE-----/g) ?? []
    const getCACertificates = kind => (kind === 'system' ? ofSystem() : [...rootCertificates])
    export { createSecureContext, getCACertificates }`,
}

/** What packages look up on whole modules; it has to be there before they are loaded. */
const added = `
  import threads from 'node:worker_threads'
  import zlib from 'node:zlib'
  threads.markAsUncloneable ??= () => undefined
  zlib.createZstdDecompress ??= () => { throw new Error('This Node has no zstd.') }
`
const prefix = 'old-node:'
const addedId = `${prefix}added`

/**
 * Lets the engine's bundle run on Node 20, which the Electron of the tests carries. Nothing else in it
 * differs from what is shipped.
 */
export function forOldNode(): Plugin {
  return {
    name: 'for-old-node',
    enforce: 'pre',
    resolveId(source, importer = '') {
      if (source === addedId) return `\0${addedId}`
      if (!(source in shims)) return null
      const isOurs = !importer.startsWith('\0') && !importer.includes('node_modules')
      return isOurs ? `\0${prefix}${source}` : { id: source, external: true }
    },
    load(id) {
      if (id === `\0${addedId}`) return added
      return id.startsWith(`\0${prefix}`) ? (shims[id.slice(prefix.length + 1)] ?? null) : null
    },
    transform(code, id) {
      return this.getModuleInfo(id)?.isEntry === true ? `import ${JSON.stringify(addedId)}\n${code}` : null
    },
  }
}
