import { join, resolve } from 'node:path'
import type { EngineChoice } from '../engine/program.ts'

type Start = {
  /** The folder with package.json: the checkout's, or the one inside the package. */
  root: string
  isPackaged: boolean
  version: string
  env: Readonly<Record<string, string | undefined>>
  /** Electron's own folder for what windows keep. */
  usualProfile: string
}

export type Places = {
  page: string
  preload: string
  icon: string
  /** What windows keep, apart from the data directory's own files; one app runs per such folder. */
  profile: string
  engine: EngineChoice
}

/**
 * Where everything is. The engine is one built file: a packed app runs it in Electron's own Node, a checkout
 * on the Node that `M365_CONNECTOR_ENGINE_NODE` names, where it names one.
 */
export function placesOf({ root, isPackaged, version, env, usualProfile }: Start): Places {
  const home = env['M365_CONNECTOR_HOME']?.trim() ?? ''
  return {
    page: join(root, 'dist', 'renderer'),
    preload: join(root, 'dist', 'preload', 'preload.cjs'),
    icon: join(root, 'dist', 'main', 'icon.png'),
    profile: home === '' || home.startsWith('~') ? usualProfile : join(resolve(home), 'window'),
    engine: {
      entry: join(root, 'dist', 'engine', 'process.js'),
      node: isPackaged ? null : (env['M365_CONNECTOR_ENGINE_NODE'] ?? null),
      order: { home: null, version },
    },
  }
}
