import { expect, test } from 'vitest'
import {
  isConnectionMetered,
  isCostly,
  isMeteredForNetworkManager,
} from '../../../electron/platform/machine/metered.ts'

test.each([
  ['u 0\n', false],
  ['u 1\n', true],
  ['u 2\n', false],
  ['u 3\n', true],
  ['u 4\n', false],
  ['', false],
  ['s "1"', false],
])('NetworkManager answers %j: metered is %s', (answer, metered) => {
  expect(isMeteredForNetworkManager(answer)).toBe(metered)
})

test.each([
  ['Unrestricted\r\n', false],
  ['Fixed\r\n', true],
  ['Variable\r\n', true],
  ['Unknown\r\n', false],
  ['', false],
])('Windows answers %j: metered is %s', (answer, metered) => {
  expect(isCostly(answer)).toBe(metered)
})

test.each(['darwin', 'win32', 'freebsd'] as const)(
  'where %s cannot be asked nobody knows of a meter',
  async system => {
    const nowhere = { SystemRoot: '/nowhere' }
    expect(await isConnectionMetered(system, nowhere, new AbortController().signal)).toBe(false)
  },
)
