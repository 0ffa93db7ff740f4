import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createHostLog } from '../../../electron/engine/host-log.ts'

function newHome(): string {
  const home = join(mkdtempSync(join(tmpdir(), 'host-log-')), 'home')
  onTestFinished(() => rmSync(join(home, '..'), { recursive: true, force: true }))
  return home
}

test('what an engine complains about is in host.log, redacted, for nobody else to read', async () => {
  const home = newHome()
  const log = createHostLog(null, { M365_CONNECTOR_HOME: home })
  expect(log.folder).toBe(join(home, 'logs'))
  log.complaint('error while loading shared libraries: libstdc++.so.6')
  log.complaint('password=hunter2-hunter2 ada@contoso.onmicrosoft.com Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln')
  log.complaint('at main (/home/ada/m365/process.js:1:1)')
  log.ended('exit 127')
  await log.close()
  const text = readFileSync(join(home, 'logs', 'host.log'), 'utf8')
  const lines = text.trim().split('\n')
  expect(lines.map(line => JSON.parse(line).event)).toEqual([
    ...Array(3).fill('host.engineComplained'),
    'host.engineEnded',
  ])
  expect(text).toContain('libstdc++.so.6')
  expect(text).not.toMatch(/hunter2|contoso|eyJ|\/home\/ada/)
  if (process.platform === 'win32') return
  expect(statSync(join(home, 'logs', 'host.log')).mode & 0o777).toBe(0o600)
  expect(statSync(join(home, 'logs')).mode & 0o777).toBe(0o700)
})

test('an engine that works leaves no host.log, and no folder', async () => {
  const home = newHome()
  await createHostLog(home, {}).close()
  expect(existsSync(home)).toBe(false)
})

test('an engine that complains for ever fills half a megabyte and no more', async () => {
  const home = newHome()
  for (let round = 0; round < 8; round += 1) {
    const log = createHostLog(home, {})
    for (let line = 0; line < 500; line += 1) log.complaint(`line ${line} ${'word '.repeat(60)}`)
    await log.close()
  }
  const files = readdirSync(join(home, 'logs')).filter(name => name.endsWith('.log'))
  expect(files).toContain('host.log')
  expect(files).toContain('host.1.log')
  const bytes = files
    .map(name => statSync(join(home, 'logs', name)).size)
    .reduce((sum, size) => sum + size, 0)
  expect(bytes).toBeLessThan(700_000)
})
