/** What judging a place needs to know about the computer. */
export type PlaceFacts = {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** The person's own folder. */
  userHome: string
}

/**
 * A warning about a data directory in such a place; null for a usual one. Judged by its path alone:
 * programs that sync a folder copy a database in the middle of a write and hold its files, and network shares
 * have no shared memory.
 */
export function warnOfPlace(path: string, facts: PlaceFacts): string | null {
  const service = syncedBy(path, facts)
  if (service !== null)
    return `The data directory lies in a folder that ${service} syncs, which can lock and damage databases and copies people's data elsewhere. ${better}`
  return isShared(path, facts.platform)
    ? `The data directory lies on another computer or in WSL, where databases may not work. ${better}`
    : null
}

const better = 'Choose a folder of this computer that is not synced, with --home or M365_CONNECTOR_HOME.'

/**
 * Names that the programs themselves give to their folders; `OneDrive - Contoso` and `Dropbox (Personal)`
 * carry an account.
 */
const folders: readonly (readonly [service: string, name: RegExp])[] = [
  ['OneDrive', /^OneDrive(?: ?- ?.+|-.+)?$/i],
  ['Dropbox', /^Dropbox(?: ?[(-].+)?$/i],
  ['Google Drive', /^(?:Google ?Drive(?:-.+)?|My Drive)$/i],
  ['iCloud', /^(?:iCloud ?Drive|com~apple~CloudDocs|Mobile Documents)$/i],
  ['Box', /^Box(?: Sync|-Box)?$/i],
]
/** OneDrive says on Windows where its folders are, whatever they are called. */
const oneDriveVariables = ['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer']

function syncedBy(path: string, { platform, env, userHome }: PlaceFacts): string | null {
  const parts = partsOf(path, platform)
  const own = partsOf(userHome, platform)
  const roots = oneDriveVariables.flatMap(name => env[name] ?? [])
  if (roots.some(root => root.trim() !== '' && isWithin(parts, partsOf(root, platform)))) return 'OneDrive'
  // What a person or a system calls the folders above the own one says nothing.
  const below = isWithin(parts, own) ? parts.slice(own.length) : parts
  return folders.find(([, name]) => below.some(part => name.test(part)))?.[0] ?? null
}

function isWithin(parts: readonly string[], root: readonly string[]): boolean {
  return root.length > 0 && root.every((part, index) => same(part, parts[index] ?? ''))
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function partsOf(path: string, platform: NodeJS.Platform): string[] {
  return path.split(platform === 'win32' ? /[\\/]+/ : /\/+/).filter(part => part !== '')
}

/**
 * On Windows a share begins with two backslashes, WSL's among them; a path of the form `\\?\C:\` does not
 * leave the computer.
 */
function isShared(path: string, platform: NodeJS.Platform): boolean {
  if (platform !== 'win32') return false
  return /^[\\/]{2}(?![?.][\\/])/.test(path) || /^[\\/]{2}\?[\\/]UNC[\\/]/i.test(path)
}
