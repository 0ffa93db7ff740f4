import { describe, expect, test } from 'vitest'
import { closingLine, closingLines, failure } from '../../build/reporter.ts'

const skip = (name: string, reason: string) => ({ test: name, reason })

describe('a test run', () => {
  test('ends with a plain line that counts everything', () => {
    const outcome = { passed: 5, failures: [failure('b', 'it is wrong')], skipped: [skip('a', 'why')] }
    expect(closingLine(outcome)).toBe('5 passed, 1 failed, 1 skipped')
    expect(closingLines(outcome).at(-1)).toBe('5 passed, 1 failed, 1 skipped')
    expect(closingLines({ passed: 1, failures: [], skipped: [] })).toEqual(['1 passed, 0 failed, 0 skipped'])
  })

  test('names at its end what failed, with the first line of the reason', () => {
    const failures = [
      failure('one.test.ts: a', '\u001b[31mexpected 1 to be 2\u001b[39m\n\n- 2\n+ 1'),
      failure('lint', 'ended with status 1'),
    ]
    expect(closingLines({ passed: 0, failures, skipped: [] })).toEqual([
      'Failed:',
      '  one.test.ts: a: expected 1 to be 2',
      '  lint: ended with status 1',
      '0 passed, 2 failed, 0 skipped',
    ])
  })

  test('lists skipped tests below their reason', () => {
    const skipped = [
      skip('a', 'there is no browser'),
      skip('b', 'it is slow'),
      skip('c', 'there is no browser'),
    ]
    expect(closingLines({ passed: 1, failures: [], skipped })).toEqual([
      'Skipped, because there is no browser:',
      '  a',
      '  c',
      'Skipped, because it is slow:',
      '  b',
      '1 passed, 0 failed, 3 skipped',
    ])
  })
})
