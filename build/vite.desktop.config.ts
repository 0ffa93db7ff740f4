import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { oldNode, substitutes } from './old-node/plugin.ts'

const root = join(import.meta.dirname, '..')
const ofNode = [...builtinModules, ...builtinModules.map(name => `node:${name}`)]

const worker = join(root, 'electron', 'platform', 'sqlite', 'worker', 'worker.ts')
const queryThread = join(root, 'electron', 'platform', 'sqlite', 'query', 'query-thread.ts')
const names = join(root, 'electron', 'platform', 'sqlite', 'names')
const keytarProcess = join(root, 'electron', 'platform', 'keychain', 'keytar-process.ts')

/** What every program with an engine in it has in common. */
const withEngine = {
  format: 'es',
  // Both bring native code, which cannot be bundled.
  external: ['better-sqlite3', 'keytar', ...ofNode],
  files: false,
} as const

/**
 * The part that Vite's mode names: `main` and `preload` run inside Electron, the oldest of which cannot run
 * TypeScript; `engine` is the desktop app's, the same file in a checkout and in the package; `cli` is the
 * command line, which starts faster and takes less memory when it is built; `bench` is the engine as the
 * benchmark measures it.
 */
const parts = {
  main: {
    entries: { main: join(root, 'electron', 'main', 'main.ts') },
    format: 'es',
    external: ['electron', ...ofNode],
    target: 'node20',
    files: join(root, 'build', 'resources'),
  },
  preload: {
    entries: { preload: join(root, 'electron', 'preload', 'preload.ts') },
    // A script in the sandbox is CommonJS, and of Electron's own modules only.
    format: 'cjs',
    external: ['electron'],
    target: 'chrome130',
    files: false,
  },
  engine: {
    ...withEngine,
    entries: {
      process: join(root, 'electron', 'engine', 'process', 'main.ts'),
      worker,
      'query-thread': queryThread,
      'keytar-process': keytarProcess,
    },
    target: 'node22',
  },
  // The engine for an Electron that is older than the one that is shipped; only tests have such an Electron,
  // and only they use it.
  'engine-for-old-node': {
    ...withEngine,
    external: withEngine.external.filter(name => !(name in substitutes)),
    entries: {
      process: join(root, 'build', 'old-node', 'process.ts'),
      worker,
      'query-thread': queryThread,
      'keytar-process': keytarProcess,
    },
    target: 'node20',
  },
  cli: {
    ...withEngine,
    entries: {
      main: join(root, 'electron', 'cli', 'main.ts'),
      worker,
      'query-thread': queryThread,
      'keytar-process': keytarProcess,
    },
    target: 'node24',
  },
  bench: {
    ...withEngine,
    entries: { 'engine-sync': join(root, 'test', 'bench', 'support', 'engine-sync.ts'), worker },
    target: 'node24',
  },
} as const

export default defineConfig(({ mode }) => {
  if (!isPart(mode)) throw new Error(`There is no part "${mode}".`)
  const part = parts[mode]
  return {
    root: join(root, 'electron'),
    publicDir: part.files,
    cacheDir: join(root, '.cache', 'vite'),
    ssr: { noExternal: true, external: [...part.external] },
    plugins: pluginsOf(mode),
    build: {
      ssr: true,
      copyPublicDir: part.files !== false,
      outDir: join(root, 'dist', mode),
      emptyOutDir: true,
      target: part.target,
      minify: false,
      sourcemap: false,
      rollupOptions: {
        input: part.entries,
        external: [...part.external],
        output: {
          format: part.format,
          entryFileNames: part.format === 'cjs' ? '[name].cjs' : '[name].js',
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  }
})

function pluginsOf(mode: string): Plugin[] {
  if (mode === 'main' || mode === 'preload') return []
  return mode === 'engine-for-old-node' ? [productNames(), oldNode()] : [productNames()]
}

function isPart(mode: string): mode is keyof typeof parts {
  return mode in parts
}

/** The table of product names lies beside the module that reads it, in a checkout as in the bundle. */
function productNames(): Plugin {
  return {
    name: 'product-names',
    generateBundle() {
      for (const fileName of ['sku-names.csv', 'SOURCES.md']) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(join(names, fileName)) })
      }
    },
  }
}
