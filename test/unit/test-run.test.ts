import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  add,
  closingLine,
  describeFailures,
  describeSkips,
  exitStatus,
  failure,
  nothing,
} from '../../build/testing/outcome.ts'
import { stepsOf } from '../../build/testing/steps.ts'

const skip = (name: string, reason: string) => ({ test: name, reason })

describe('a test run', () => {
  test('ends with a plain line that counts every step', () => {
    const total = add(
      { passed: 3, failures: [failure('b', 'it is wrong')], skipped: [] },
      { passed: 2, failures: [], skipped: [skip('a', 'why')] },
    )
    expect(closingLine(total)).toBe('5 passed, 1 failed, 1 skipped')
  })

  test('fails when a test failed, and also when nothing passed', () => {
    expect(exitStatus({ ...nothing, passed: 1 })).toBe(0)
    expect(exitStatus({ ...nothing, passed: 9, failures: [failure('a', 'why')] })).toBe(1)
    expect(exitStatus(nothing)).toBe(1)
    expect(exitStatus({ ...nothing, skipped: [skip('a', 'why')] })).toBe(1)
  })

  test('names at its end what failed, with the first line of the reason', () => {
    const failures = [
      failure('one.test.ts: a', '\u001b[31mexpected 1 to be 2\u001b[39m\n\n- 2\n+ 1'),
      failure('lint', 'ended with status 1'),
    ]
    expect(describeFailures(failures)).toEqual([
      'Failed:',
      '  one.test.ts: a: expected 1 to be 2',
      '  lint: ended with status 1',
    ])
    expect(describeFailures([])).toEqual([])
  })

  test('lists skipped tests below their reason', () => {
    const skips = [
      skip('a', 'there is no browser'),
      skip('b', 'it is slow'),
      skip('c', 'there is no browser'),
    ]
    expect(describeSkips(skips)).toEqual([
      'Skipped, because there is no browser:',
      '  a',
      '  c',
      'Skipped, because it is slow:',
      '  b',
    ])
  })

  test('begins with lint, format and types, and has a step for each kind of test that is there', () => {
    const names = stepsOf(join(import.meta.dirname, '..', '..')).map(step => step.name)
    expect(names.slice(0, 3)).toEqual(['lint', 'format', 'types'])
    expect(names).toEqual(expect.arrayContaining(['architecture', 'unit']))
  })
})
