import { expect, test } from 'vitest'
import { warnOfPlace } from '../../../electron/core/files/synced-folder.ts'

const homes = { win32: 'C:\\Users\\ada', darwin: '/Users/ada', linux: '/home/ada' } as const
type System = keyof typeof homes

const judge = (platform: System, path: string, env: Record<string, string> = {}) =>
  warnOfPlace(path, { platform, env, userHome: homes[platform] })

// node-sqlite3-wasm#56: the database is locked as long as Dropbox syncs its folder.
test.each<[System, string, string]>([
  ['win32', 'C:\\Users\\ada\\OneDrive\\m365', 'OneDrive'],
  ['win32', 'C:\\Users\\ada\\OneDrive - Contoso\\Documents\\m365', 'OneDrive'],
  ['win32', 'C:/Users/ada/Dropbox (Personal)/m365', 'Dropbox'],
  ['win32', 'G:\\My Drive\\m365', 'Google Drive'],
  ['win32', 'C:\\Users\\ada\\iCloudDrive\\m365', 'iCloud'],
  ['darwin', '/Users/ada/Library/CloudStorage/OneDrive-Contoso/m365', 'OneDrive'],
  ['darwin', '/Users/ada/Library/CloudStorage/Dropbox/m365', 'Dropbox'],
  ['darwin', '/Users/ada/Library/CloudStorage/GoogleDrive-ada@contoso.example/My Drive', 'Google Drive'],
  ['darwin', '/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/m365', 'iCloud'],
  ['linux', '/home/ada/Dropbox/m365', 'Dropbox'],
  ['linux', '/home/ada/OneDrive/m365', 'OneDrive'],
])('on %s %s is synced by %s', (system, path, service) => {
  expect(judge(system, path)).toContain(`a folder that ${service} syncs`)
})

test('OneDrive says itself where its folder is', () => {
  const env = { OneDriveCommercial: 'D:\\Work' }
  expect(judge('win32', 'd:\\work\\m365', env)).toContain('OneDrive')
  expect(judge('win32', 'D:\\Workshop\\m365', env)).toBeNull()
  expect(judge('win32', 'D:\\Work', { OneDrive: '' })).toBeNull()
})

// better-sqlite3#1394
test.each<[string, boolean]>([
  ['\\\\wsl.localhost\\Ubuntu\\home\\ada\\m365', true],
  ['\\\\wsl$\\Ubuntu\\home\\ada\\m365', true],
  ['\\\\server\\share\\m365', true],
  ['\\\\?\\UNC\\server\\share', true],
  ['\\\\?\\C:\\Users\\ada\\m365', false],
  ['C:\\Users\\ada\\AppData\\Roaming\\M365 Connector', false],
])('whether %s lies on another computer: %s', (path, shared) => {
  expect(judge('win32', path)?.includes('another computer') ?? false).toBe(shared)
})

test.each<[System, string]>([
  ['linux', '/home/ada/.local/share/M365 Connector'],
  ['darwin', '/Users/ada/Library/Application Support/M365 Connector'],
  ['linux', '/home/ada/my onedrive notes/m365'],
  ['linux', '//srv/m365'],
])('on %s nothing is said about %s', (system, path) => {
  expect(judge(system, path)).toBeNull()
})

test('a person whose own folder has such a name is not warned', () => {
  const facts = { platform: 'linux', env: {}, userHome: '/home/dropbox' } as const
  expect(warnOfPlace('/home/dropbox/m365', facts)).toBeNull()
})
