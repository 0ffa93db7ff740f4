import { expect, test } from 'vitest'
import { shouldInstallChromium } from '../../../build/testing/chromium.ts'

const debian = { exists: (path: string) => path === '/usr/bin/apt-get', isRoot: true, chosen: undefined }

test('Chromium is installed for the browser tests only where it is missing and can be had', () => {
  expect(shouldInstallChromium(debian)).toBe(true)
  expect(shouldInstallChromium({ ...debian, isRoot: false })).toBe(false)
  expect(shouldInstallChromium({ ...debian, exists: () => false })).toBe(false)
  expect(shouldInstallChromium({ ...debian, exists: () => true })).toBe(false)
  expect(shouldInstallChromium({ ...debian, chosen: '/opt/chrome' })).toBe(false)
})
