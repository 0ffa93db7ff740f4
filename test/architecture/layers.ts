/**
 * What one folder may ask for. Folders and files are ours; packages are npm's; `node` are Node's own modules.
 */
export type Layer = {
  readonly folder: string
  /** Folders and files of ours outside the layer itself. */
  readonly ours: readonly string[]
  /** `all`, or the only packages allowed. */
  readonly packages: 'all' | readonly string[]
  /** `all`, or the only modules of Node allowed, without `node:`. */
  readonly node: 'all' | readonly string[]
}

const contract = 'electron/contract'
const engineFace = 'electron/engine/index.ts'

/** Modules of Node that compute and touch nothing outside the process. */
const pureNode = [
  'assert',
  'buffer',
  'crypto',
  'events',
  'stream',
  'stream/web',
  'string_decoder',
  'url',
  'util',
  'zlib',
]

/** Packages that compute and touch nothing outside the process, or only through what they are handed. */
const purePackages = [
  '@azure/msal-node',
  '@peculiar/x509',
  'croner',
  'p-queue',
  'papaparse',
  'reflect-metadata',
  'zod',
]

/** Hosts read the product's version from its manifest. */
const host = { ours: [contract, engineFace, 'package.json'], packages: 'all', node: 'all' } as const

/** The import rules of the product. A folder of electron/ that is not named here may not exist. */
export const layers: readonly Layer[] = [
  { folder: contract, ours: [], packages: ['zod'], node: [] },
  { folder: 'electron/core', ours: [contract], packages: purePackages, node: pureNode },
  { folder: 'electron/platform', ours: ['electron/core', contract], packages: 'all', node: 'all' },
  {
    folder: 'electron/engine',
    ours: ['electron/core', 'electron/platform', contract, 'electron/simulator/index.ts'],
    packages: 'all',
    node: 'all',
  },
  { folder: 'electron/simulator', ours: [], packages: 'all', node: 'all' },
  // While no engine starts, the desktop app itself writes down why, by the rules of the engine's log.
  { folder: 'electron/main', ...host, ours: [...host.ours, 'electron/engine/host-log.ts'] },
  { folder: 'electron/web', ...host },
  // Two commands are hosts of another kind: `serve` opens the browser host, `simulate` a simulated tenant.
  {
    folder: 'electron/cli',
    ...host,
    ours: [...host.ours, 'electron/web/host.ts', 'electron/engine/demo.ts'],
  },
  { folder: 'electron/preload', ours: [contract], packages: ['electron'], node: [] },
  { folder: 'renderer', ours: [contract], packages: 'all', node: [] },
]

/** Packages that belong to one place of the shipped sources. */
export const keptPackages: Readonly<Record<string, readonly string[]>> = {
  'better-sqlite3': ['electron/platform/sqlite'],
  electron: ['electron/main', 'electron/preload'],
  keytar: ['electron/platform'],
  undici: ['electron/platform'],
  pino: ['electron/platform'],
  'rotating-file-stream': ['electron/platform'],
  commander: ['electron/cli'],
  react: ['renderer'],
  'react-dom': ['renderer'],
}
