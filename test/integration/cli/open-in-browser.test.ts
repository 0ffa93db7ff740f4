import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { openInBrowser } from '../../../electron/cli/open-in-browser.ts'

const url = 'http://127.0.0.1:8420/open?ticket=a-ticket-that-nobody-else-may-see'

test.skipIf(process.platform !== 'linux')(
  'a browser is given a page for this user only, never the address or a secret, and the page can be taken away',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'browser-'))
    const seen = join(folder, 'seen')
    const program = join(folder, 'xdg-open')
    writeFileSync(
      program,
      `#!/bin/sh\nenv > "${seen}.env"\nprintf '%s' "$*" > "${seen}.new"\nmv "${seen}.new" "${seen}"\n`,
    )
    chmodSync(program, 0o755)
    const env = {
      PATH: `${folder}:${process.env['PATH']}`,
      M365_CONNECTOR_CLIENT_SECRET: 'abc8Q~secret',
      M365_CONNECTOR_CERTIFICATE_PASSPHRASE: 'abc8Q~pass',
    }
    const opened = await openInBrowser(url, { platform: 'linux', env, onFailure: () => undefined })
    await expect.poll(() => existsSync(seen)).toBe(true)
    const page = readFileSync(seen, 'utf8')
    expect(page).not.toContain('ticket')
    expect(readFileSync(`${seen}.env`, 'utf8')).not.toContain('abc8Q~')
    expect(statSync(page).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(page)).mode & 0o777).toBe(0o700)
    expect(readFileSync(page, 'utf8')).toContain(`content="0;url=${url}"`)
    await opened.remove()
    await opened.remove()
    expect(existsSync(dirname(page))).toBe(false)
    rmSync(folder, { recursive: true })
  },
)

test('that there is no browser is told', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const opened = await openInBrowser(url, {
    platform: 'linux',
    env: { PATH: '/nowhere' },
    onFailure: resolve,
  })
  await promise
  await opened.remove()
})
