import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import { describeError } from '../../../electron/core/logging/describe-error.ts'
import { logLevelFrom } from '../../../electron/core/logging/level.ts'
import { Secret } from '../../../electron/core/secret.ts'
import { createLog, type LogOptions } from '../../../electron/platform/log/log.ts'

let directory: string
let now: number
const open = (options: Partial<LogOptions> = {}) =>
  createLog({ directory, level: 'info', clock: { now: () => now }, ...options })
async function lines(name = 'm365-connector.log') {
  const text = await readFile(join(directory, name), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
}

/** The number in the newest line that is on the disk, also while a file has only just been begun. */
async function newestRows(): Promise<number | null> {
  for (const name of ['m365-connector.log', 'm365-connector.1.log']) {
    const text = await readFile(join(directory, name), 'utf8').catch(() => '')
    const last = text.trimEnd().split('\n').at(-1) ?? ''
    if (last !== '' && text.endsWith('\n')) return Number(JSON.parse(last).rows)
  }
  return null
}

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'm365-connector-')), 'logs')
  now = Date.parse('2026-11-23T15:00:00Z')
})
afterEach(() => rm(join(directory, '..'), { recursive: true, force: true }))

describe('a log line', () => {
  test('is JSON with time, level, event and the listed fields', async () => {
    const log = open()
    const requestId = randomUUID()
    log.warn('sync.throttled', { dataset: 'users', waitMs: 1200, requestId })
    await log.close()
    expect(await lines()).toEqual([
      {
        level: 'warn',
        time: '2026-11-23T15:00:00.000Z',
        event: 'sync.throttled',
        dataset: 'users',
        waitMs: 1200,
        requestId,
      },
    ])
  })

  test('names fields that are not listed and leaves out what they hold', async () => {
    const log = open()
    log.info('sync.page', { rows: 3, displayName: 'Ada Lovelace' })
    await log.close()
    expect(await lines()).toMatchObject([{ rows: 3, unlisted: 'displayName' }])
    expect(await readFile(join(directory, 'm365-connector.log'), 'utf8')).not.toContain('Lovelace')
  })

  test('is redacted', async () => {
    const log = open()
    log.error('http.failed', { reason: `no answer for ada@contoso.com at ${randomUUID()}` })
    await log.close()
    expect((await lines())[0].reason).toMatch(/^no answer for \[person\] at [0-9a-f]{8}…$/)
  })

  test('of an unknown error tells kind and place, never the message', async () => {
    const log = open()
    log.error('engine.failed', describeError(new TypeError('ada@contoso.com has no license')))
    const refused = new AppError('signInRefused', 'Refused.', {
      fix: 'Fix it.',
      step: 'secret',
      detail: { aadsts: '7000215', secret: 'x' },
    })
    log.error('sync.failed', describeError(refused))
    await log.close()
    const [unknown, known] = await lines()
    expect(unknown).toMatchObject({
      code: 'unexpected',
      kind: 'TypeError',
      at: expect.stringContaining('log.test.ts:'),
    })
    expect(JSON.stringify(unknown)).not.toContain('license')
    expect(known).toMatchObject({ code: 'signInRefused', step: 'secret', aadsts: '7000215' })
    expect(known).not.toHaveProperty('unlisted')
  })

  test('cannot be made to hold a secret by handing it over', async () => {
    const log = open()
    // The types forbid it; a mistake in a cast must not reach the disk.
    log.info('mistake', { reason: new Secret('abc8Q~verysecret') as unknown as string })
    log.info('mistake', { reason: { token: 'abc8Q~verysecret' } as unknown as string })
    await log.close()
    expect(JSON.stringify(await lines())).not.toContain('verysecret')
  })
})

describe('the log', () => {
  test.each([
    [undefined, 'info'],
    ['debug', 'debug'],
    [' ERROR ', 'error'],
    ['verbose', 'info'],
  ])('with M365_CONNECTOR_LOG=%s has the level %s', (value, level) => {
    expect(logLevelFrom({ M365_CONNECTOR_LOG: value })).toBe(level)
  })

  test('holds nothing below its level', async () => {
    const log = open({ level: 'warn' })
    log.debug('a')
    log.info('b')
    log.warn('c')
    await log.close()
    expect((await lines()).map(({ event }) => event)).toEqual(['c'])
  })

  test('is rotated by size and never grows beyond its cap', async () => {
    const log = open({ fileBytes: 10_000, olderFiles: 2 })
    for (let round = 0; round < 40; round += 1) {
      for (let line = 0; line < 25; line += 1)
        log.info('sync.page', { rows: round * 25 + line, reason: 'word '.repeat(15) })
      await expect.poll(newestRows).toBe(round * 25 + 24)
    }
    await log.close()
    const names = (await readdir(directory)).sort()
    expect(names).toEqual(['m365-connector.1.log', 'm365-connector.2.log', 'm365-connector.log'])
    const sizes = await Promise.all(names.map(async name => (await stat(join(directory, name))).size))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(32_000)
    if (process.platform !== 'win32') {
      expect((await stat(join(directory, 'm365-connector.log'))).mode & 0o777).toBe(0o600)
    }
  })

  test('closing puts everything on the disk', async () => {
    const log = open()
    for (let line = 0; line < 500; line += 1) log.info('sync.page', { rows: line })
    await log.close()
    expect((await lines()).at(-1)).toMatchObject({ rows: 499 })
  })

  test('makes its folders for their owner only', async () => {
    if (process.platform === 'win32') return
    const log = open({ directory: join(directory, 'deep', 'logs') })
    log.info('first')
    await log.close()
    for (const folder of [directory, join(directory, 'deep'), join(directory, 'deep', 'logs')]) {
      expect((await stat(folder)).mode & 0o777).toBe(0o700)
    }
  })

  test('whose folder cannot be made disturbs nobody either', async () => {
    await writeFile(directory, 'a file in the way')
    const log = open()
    log.info('lost')
    log.info('lost')
    await rm(directory)
    now += 60_000
    log.info('back')
    await log.close()
    expect(await lines()).toMatchObject([{ event: 'log.gap', dropped: 2 }, { event: 'back' }])
  })

  test('that cannot be written disturbs nobody, and tells later how much was lost', async () => {
    await mkdir(join(directory, 'm365-connector.log'), { recursive: true })
    const log = open()
    log.info('lost')
    // The file system answers in turn, so that by then it has refused the line.
    for (let turn = 0; turn < 50; turn += 1) await stat(directory)
    log.info('lost')
    await rm(join(directory, 'm365-connector.log'), { recursive: true })
    now += 60_000
    log.info('back')
    await log.close()
    const written = await lines()
    expect(written.map(({ event }) => event)).toEqual(['log.gap', 'back'])
    expect(written[0]).toMatchObject({ level: 'warn', dropped: 2 })
  })
})
