import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../contract/dispatch.ts'
import type { HostFolder, HostHandlers } from '../contract/host.ts'
import type { ExternalLinks } from './external-links.ts'

type Ports = {
  engine: Pick<Engine, 'call'>
  links: ExternalLinks
  platform: NodeJS.Platform
  canTray: () => Promise<boolean>
  canStartAtLogin: boolean
  /** A window asks what its host can do, mostly because a person looks at the settings. */
  onInfo: () => void
}

/** What the desktop app answers its window itself. */
export function desktopHostMethods(ports: Ports): HostHandlers {
  const { engine, links, platform } = ports
  return {
    'host.info': async () => {
      ports.onInfo()
      return {
        kind: 'desktop',
        platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
        canTray: await ports.canTray(),
        canStartAtLogin: ports.canStartAtLogin,
        canShowFiles: true,
        canChooseFiles: false,
      }
    },
    'host.openLink': async ({ url }) => ({ opened: await links.open(url) }),
    'host.showFolder': async ({ what, connector }) => {
      if (what === 'database') return { shown: await showDatabase(engine, links, connector) }
      const info = await engine.call('app.info', {})
      return { shown: info.ok && (await links.showFolder(folderOf(info.value.home, what))) }
    },
  }
}

function folderOf(home: string, what: Exclude<HostFolder, 'database'>): string {
  return what === 'data' ? home : join(home, what)
}

async function showDatabase(
  engine: Pick<Engine, 'call'>,
  links: ExternalLinks,
  connector: string | null,
): Promise<boolean> {
  const status = connector === null ? null : await engine.call('connectors.status', { connector })
  const file = status?.ok ? status.value[0]?.databaseFile : undefined
  if (file === undefined || !existsSync(file)) return false
  links.showFile(file)
  return true
}
