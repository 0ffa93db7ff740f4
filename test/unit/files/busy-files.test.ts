import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileFailure } from '../../../electron/core/files/failure.ts'
import {
  retryDelaysMs,
  retryWhileBusy,
  retryWhileBusySync,
} from '../../../electron/platform/files/busy-files.ts'
import {
  keepFilePrivate,
  keepFolderPrivate,
  makePrivateFile,
} from '../../../electron/platform/files/private-files.ts'

const refusal = (code: string) => Object.assign(new Error('refused'), { code })

/** An operation that the system refuses so many times before it lets it pass. */
function refusedTimes(times: number, code: string) {
  let calls = 0
  return {
    operation: () => {
      calls += 1
      if (calls <= times) throw refusal(code)
      return 'done'
    },
    calls: () => calls,
  }
}

// electron-json-storage#204 and #125: a virus scanner holds a fresh file for some milliseconds.
test.each(['EPERM', 'EBUSY', 'EACCES'])('a refusal with %s that passes is waited out', async code => {
  const { operation } = refusedTimes(2, code)
  const waits: number[] = []
  const wait = async (ms: number) => waits.push(ms)
  expect(await retryWhileBusy(async () => operation(), wait)).toBe('done')
  expect(waits).toEqual(retryDelaysMs.slice(0, 2))
  expect(retryWhileBusySync(refusedTimes(2, code).operation)).toBe('done')
})

test('a refusal for good is told after well under a second, and means that nothing can be written', async () => {
  const { operation, calls } = refusedTimes(Number.POSITIVE_INFINITY, 'EBUSY')
  const failure = await retryWhileBusy(
    async () => operation(),
    async () => undefined,
  ).catch((error: unknown) => fileFailure(error, 'settings.json', 'saving the settings'))
  expect(failure).toMatchObject({ code: 'readOnly', detail: { system: 'EBUSY' } })
  expect(calls()).toBe(retryDelaysMs.length + 1)
  expect(retryDelaysMs.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(600)
})

test('another failure is told at once', async () => {
  const { operation, calls } = refusedTimes(1, 'ENOSPC')
  await expect(retryWhileBusy(async () => operation())).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(calls()).toBe(1)
})

test.each<[string, string, RegExp]>([
  ['EISDIR', 'badRequest', /^\/data\/a is a folder/],
  ['ENOTDIR', 'badRequest', /^A part of the path \/data\/a is a file/],
  ['EEXIST', 'badRequest', /^\/data\/a is a file/],
  ['ENAMETOOLONG', 'badRequest', /too long/],
  ['EROFS', 'readOnly', /refused/],
  ['EIO', 'unexpected', /went wrong/],
])('%s means %s, and says what is so', (code, meaning, message) => {
  const failure = fileFailure(refusal(code), '/data/a', 'saving')
  expect(failure).toMatchObject({ code: meaning, detail: { file: '/data/a', system: code } })
  expect(failure.message).toMatch(message)
})

test.skipIf(process.platform === 'win32')(
  'a file that others could read is taken away from them',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'm365-connector-'))
    const modeOf = async (name: string) => (await stat(join(folder, name))).mode & 0o777
    makePrivateFile(join(folder, 'made'))
    makePrivateFile(join(folder, 'made'))
    for (const name of ['old', 'older']) await writeFile(join(folder, name), 'kept')
    for (const name of ['.', 'old', 'older']) await chmod(join(folder, name), 0o755)
    keepFilePrivate(join(folder, 'old'))
    keepFilePrivate(join(folder, 'missing'))
    expect([await modeOf('made'), await modeOf('old'), await modeOf('older')]).toEqual([0o600, 0o600, 0o755])
    await keepFolderPrivate(folder)
    expect([await modeOf('.'), await modeOf('older')]).toEqual([0o700, 0o600])
    expect(await readFile(join(folder, 'old'), 'utf8')).toBe('kept')
    expect((await readdir(folder)).sort()).toEqual(['made', 'old', 'older'])
    await rm(folder, { recursive: true })
  },
)
