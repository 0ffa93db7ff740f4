import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import envPaths from 'env-paths'

const folderName = 'M365 Connector'

/**
 * Where the data directory is: the `--home` option, else `M365_CONNECTOR_HOME`, else the platform's folder
 * for application data.
 */
export function resolveHome(
  option: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const chosen = [option, environment['M365_CONNECTOR_HOME']].find(path => (path ?? '').trim() !== '')
  if (chosen === null || chosen === undefined) return envPaths(folderName, { suffix: '' }).data
  return resolve(withHome(chosen.trim()))
}

/** A leading `~` is expanded here, since no shell does so for a value in a settings file or a variable. */
function withHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path
}
