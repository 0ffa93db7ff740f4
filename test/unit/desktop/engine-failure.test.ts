import { describe, expect, test } from 'vitest'
import { createLastWords, explainEnd } from '../../../electron/main/engine/failure.ts'
import { afterEnd } from '../../../electron/main/engine/restart.ts'

describe('an engine that ends without being asked to', () => {
  test('is started again until it has ended three times within a minute', () => {
    expect(afterEnd([0], 0)).toEqual({ kind: 'restart', delayMs: 0 })
    expect(afterEnd([0, 30_000], 30_000)).toEqual({ kind: 'restart', delayMs: 1_000 })
    expect(afterEnd([0, 30_000, 59_999], 59_999)).toEqual({ kind: 'stop' })
    expect(afterEnd([0, 1, 2, 3], 3)).toEqual({ kind: 'stop' })
  })

  test('less than three times within any minute is started again, later each time', () => {
    expect(afterEnd([0, 30_000, 60_000], 60_000)).toEqual({ kind: 'restart', delayMs: 5_000 })
    expect(afterEnd([0, 40_000, 80_000, 120_000], 120_000)).toEqual({ kind: 'restart', delayMs: 15_000 })
    expect(afterEnd([0, 0, 600_000], 600_000)).toEqual({ kind: 'restart', delayMs: 0 })
  })
})

describe('why it does not start', () => {
  const end = { reason: 'exit 1', lines: [], reported: null }
  const of = (...lines: string[]) => explainEnd({ ...end, lines }).message

  test.each([
    [
      'process: error while loading shared libraries: libstdc++.so.6: cannot open shared object file: No such file',
      /missing on this computer: libstdc\+\+\.so\.6\.$/,
    ],
    ['dyld[71]: Library not loaded: @rpath/libfoo.2.dylib', /missing on this computer: libfoo\.2\.dylib\.$/],
    [
      "/lib/libm.so.6: version `GLIBC_2.38' not found (required by better_sqlite3.node)",
      /older than the program: it lacks GLIBC_2\.38/,
    ],
    ['Error: /opt/x/better_sqlite3.node: invalid ELF header', /damaged or made for another kind of computer/],
    [
      'Error: \\\\?\\C:\\keytar.node is not a valid Win32 application.',
      /damaged or made for another kind of computer/,
    ],
    [
      "dlopen(keytar.node): (mach-o file, but is an incompatible architecture (have 'x86_64'))",
      /damaged or made/,
    ],
    ['Error: EACCES: permission denied, open process.js', /did not allow one of the files/],
    [
      'Operation did not complete successfully because the file contains a virus',
      /did not allow one of the files/,
    ],
    [
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/opt/x/process.js'",
      /files of the program is missing/,
    ],
    [
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      /not enough memory/,
    ],
  ])('is read from what its process complains about: %s', (line, message) => {
    expect(of('Node.js v24', line, '')).toMatch(message)
  })

  test.each([
    ['exit 3221225781', /missing on this computer\.$/],
    ['exit -1073741515', /missing on this computer\.$/],
    ['exit 3221225595', /damaged or made for another kind of computer/],
    ['exit 3221225506', /did not allow/],
    ['EACCES', /did not allow/],
    ['ENOENT', /files of the program is missing/],
    ['FatalError Reached heap limit', /not enough memory/],
    ['exit 3', /^It ended without giving a reason/],
    ['SIGSEGV', /^It ended without giving a reason/],
  ])('is read from how it ended: %s', (reason, message) => {
    expect(explainEnd({ ...end, reason }).message).toMatch(message)
  })

  test('is what the engine says itself, if it gets that far', () => {
    const reported = { message: 'M365_CONNECTOR_LOG has an unknown level.', fix: 'Choose another.' }
    expect(explainEnd({ ...end, lines: ['out of memory'], reported })).toEqual(reported)
  })
})

describe('the complaints of an engine', () => {
  function listen() {
    const diary: string[] = []
    const words = createLastWords({
      folder: '/logs',
      complaint: line => diary.push(line),
      ended: reason => diary.push(`ended: ${reason}`),
    })
    return { words, diary }
  }

  test('are written down line by line, whatever pieces they come in', () => {
    const { words, diary } = listen()
    for (const piece of ['first\r\nsec', 'ond', '\n\n  third']) words.receive(piece)
    words.ended('exit 1')
    expect(diary).toEqual(['first', 'second', '  third', 'ended: exit 1'])
  })

  test('lead to the reason, with how it ended and where the logs are', () => {
    const { words } = listen()
    words.receive('libfirst.so.6: cannot open shared object file')
    words.ended('exit 127')
    expect(words.explain('exit 127', null)).toEqual({
      message: 'A library that the program needs is missing on this computer: libfirst.so.6.',
      fix: expect.stringContaining('Install'),
      end: 'exit 127',
      logs: '/logs',
    })
  })

  test('of any length are kept in part only', () => {
    const { words, diary } = listen()
    words.receive(`${'x'.repeat(100_000)}\n`)
    words.receive('y'.repeat(100_000))
    words.ended('exit 1')
    expect(diary.map(line => line.length)).toEqual([2_000, 2_000, 'ended: exit 1'.length])
  })
})
