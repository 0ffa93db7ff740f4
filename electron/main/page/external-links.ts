import { shell } from 'electron'
import { parseAddress } from './origin.ts'

/** Microsoft's portals, sign-in pages and documentation, in every cloud. */
const hosts: ReadonlySet<string> = new Set([
  'portal.azure.com',
  'portal.azure.us',
  'portal.azure.cn',
  'entra.microsoft.com',
  'entra.microsoft.us',
  'entra.microsoft.cn',
  'admin.microsoft.com',
  'admin.microsoft.us',
  'portal.office365.us',
  'portal.apps.mil',
  'portal.partner.microsoftonline.cn',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'learn.microsoft.com',
  // Where the code of a sign-in is entered.
  'microsoft.com',
  'www.microsoft.com',
  'login.microsoft.com',
])

/**
 * The address to open, as its parser writes it; null for all that is not https on one of the hosts, without
 * user name and port.
 *
 * @param ownSignIn the sign-in host of a custom cloud, as the environment of the app names it
 */
export function allowedLink(address: string, ownSignIn: string | null = null): string | null {
  const url = parseAddress(address)
  if (url === null || url.protocol !== 'https:') return null
  const own = ownSignIn === null ? null : parseAddress(ownSignIn)
  if (!hosts.has(url.host) && url.host !== own?.host) return null
  return url.username === '' && url.password === '' ? url.href : null
}

/** The only way out of the app: to a browser, or to the file manager. */
export type ExternalLinks = {
  /** False for an address that is not on the list. */
  open(address: string): Promise<boolean>
  /** Shows a folder; false when it is not there. */
  showFolder(folder: string): Promise<boolean>
  /** Opens a file with the program for its kind; false when there is none. */
  openFile(file: string): Promise<boolean>
  /** Shows a file within its folder. */
  showFile(file: string): void
}

/** See {@link allowedLink} for `ownSignIn`. */
export function createExternalLinks(
  onRefused: (host: string) => void,
  ownSignIn: string | null = null,
): ExternalLinks {
  return {
    open: async address => {
      const link = allowedLink(address, ownSignIn)
      if (link === null) {
        onRefused(parseAddress(address)?.protocol ?? 'no address')
        return false
      }
      await shell.openExternal(link)
      return true
    },
    showFolder: async folder => (await shell.openPath(folder)) === '',
    openFile: async file => (await shell.openPath(file)) === '',
    showFile: file => shell.showItemInFolder(file),
  }
}
