import { existsSync } from 'node:fs'
import { copyFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { HostFolder, HostHandlers } from '../contract/host.ts'
import type { Engine } from '../contract/rpc/wire.ts'
import type { EngineClient } from './engine/client.ts'
import type { ExternalLinks } from './page/external-links.ts'

type Ports = {
  engine: Pick<EngineClient, 'call' | 'restart'>
  /** Where logs are, which is also known while no engine answers. */
  logs: string
  links: ExternalLinks
  platform: NodeJS.Platform
  canTray: () => Promise<boolean>
  canStartAtLogin: boolean
  /** A window asks what its host can do, mostly because a person looks at the settings. */
  onInfo: () => void
  /** Asks the person where a file of this name goes; null when the person changed their mind. */
  askWhere: (name: string) => Promise<string | null>
  /** The page as it prints, as the bytes of a PDF; null while there is no window. */
  printPage: () => Promise<Uint8Array | null>
  quit: () => void
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
      if (what === 'logs') return { shown: await links.showFolder(ports.logs) }
      const info = await engine.call('app.info', {})
      return { shown: info.ok && (await links.showFolder(folderOf(info.value.home, what))) }
    },
    'host.openExport': async ({ file, what }) => {
      if (!existsSync(file)) return { opened: false }
      if (what === 'file') return { opened: await links.openFile(file) }
      links.showFile(file)
      return { opened: true }
    },
    'host.saveExport': async ({ file }) => {
      const wanted = existsSync(file) ? await ports.askWhere(basename(file)) : null
      if (wanted !== null && wanted !== file) await moveFile(file, wanted)
      return { file: wanted, download: null }
    },
    'host.savePdf': async ({ name }) => {
      const wanted = await ports.askWhere(`${name.replaceAll(notInNames, '-')}.pdf`)
      const page = wanted === null ? null : await ports.printPage()
      if (wanted === null || page === null) return { file: null }
      await writeFile(wanted, page)
      return { file: wanted }
    },
    'host.restartEngine': async () => ({ started: engine.restart() }),
    'host.quit': async () => {
      // The answer has to leave first.
      setImmediate(ports.quit)
      return { quits: true }
    },
  }
}

/** What some file system does not take in a name, or takes for a folder. */
const notInNames = /[\p{Cc}<>:"/\\|?*]+/gu

/** A file cannot be renamed onto another disk. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    await copyFile(from, to)
    await rm(from, { force: true })
  }
}

function folderOf(home: string, what: Exclude<HostFolder, 'database' | 'logs'>): string {
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
