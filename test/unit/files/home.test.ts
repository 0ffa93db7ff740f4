import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { resolveHome } from '../../../electron/platform/files/home.ts'

test('the option comes before the environment, the environment before the platform', () => {
  const environment = { M365_CONNECTOR_HOME: '/srv/connector' }
  expect(resolveHome('work', environment)).toBe(resolve('work'))
  expect(resolveHome(null, environment)).toBe(resolve('/srv/connector'))
  expect(resolveHome(null, { M365_CONNECTOR_HOME: ' ' })).toContain('M365 Connector')
})

test('a tilde that no shell expanded is the home directory', () => {
  expect(resolveHome('~/m365', {})).toBe(join(homedir(), 'm365'))
})
