import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The app's built pages. This module is as deep in a checkout as the bundle of the command line in `dist`.
 */
export const pageFolder = join(import.meta.dirname, '..', '..', 'dist', 'renderer')

export type BrowserOptions = {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** Called when no browser could be started. */
  onFailure: () => void
}

/** What was opened; `remove` takes the page away, which may be done more than once. */
export type OpenedPage = { remove(): Promise<void> }

/** A browser that has not read the page by then will not read it any more. */
const maxPageAgeMs = 120_000

/**
 * Opens a one-time address in the person's browser. The arguments of a program can be read by every user of
 * the computer, so that the browser is given a page instead, which only this user can read and which leads to
 * the address.
 */
export async function openInBrowser(url: string, options: BrowserOptions): Promise<OpenedPage> {
  const folder = await mkdtemp(join(tmpdir(), 'm365-connector-open-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const page = join(folder, 'open.html')
  await writeFile(page, forwardingPage(url), { mode: 0o600 })
  setTimeout(() => void remove().catch(() => undefined), maxPageAgeMs).unref()
  const [program, args] = browserCommand(options.platform, page)
  const child = spawn(program, args, { stdio: 'ignore', detached: true, env: withoutSecret(options.env) })
  child.once('error', options.onFailure)
  child.unref()
  return { remove }
}

/** A browser lives on and starts programs of its own, none of which needs a secret. */
function withoutSecret({
  M365_CONNECTOR_CLIENT_SECRET: _secret,
  M365_CONNECTOR_CERTIFICATE_PASSPHRASE: _passphrase,
  ...env
}: BrowserOptions['env']): BrowserOptions['env'] {
  return env
}

function forwardingPage(url: string): string {
  const address = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${address}"><title>M365 Connector</title><p><a href="${address}">Open M365 Connector</a></html>\n`
}

function browserCommand(platform: NodeJS.Platform, file: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [file]]
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', file]]
  return ['xdg-open', [file]]
}
