import type { HostHandlers } from '../contract/host.ts'
import type { Downloads } from './downloads.ts'

/**
 * A page in a browser opens its links itself, downloads its files, and has no desktop around it.
 *
 * @param platform the system of this computer; those the app is not built for count as Linux, which they
 * resemble most
 */
export function browserHostMethods(platform: NodeJS.Platform, downloads: Downloads): HostHandlers {
  return {
    'host.info': async () => ({
      kind: 'browser',
      platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
      canTray: false,
      canStartAtLogin: false,
      canShowFiles: false,
      canChooseFiles: false,
    }),
    'host.openLink': async () => ({ opened: false }),
    'host.showFolder': async () => ({ shown: false }),
    'host.openExport': async () => ({ opened: false }),
    'host.saveExport': async ({ file }) => ({ file: null, download: downloads.offer(file) }),
    'host.savePdf': async () => ({ file: null }),
    'host.restartEngine': async () => ({ started: false }),
    'host.quit': async () => ({ quits: false }),
  }
}
