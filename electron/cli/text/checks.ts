import type { Check } from '../../contract/setup/checks.ts'
import type { Paint } from './paint.ts'
import { printable, wrap } from './width.ts'

const marks = {
  pass: { mark: '✓', color: 'green' },
  warn: { mark: '!', color: 'yellow' },
  fail: { mark: '✗', color: 'red' },
  skip: { mark: '–', color: 'dim' },
} as const

/** One check with its mark, what was found and, where something is to be done, what. */
export function checkText(check: Check, paint: Paint, width: number | null): string {
  const { mark, color } = marks[check.status]
  const lines = [`${paint(color, mark)} ${printable(check.title)}: ${printable(check.summary)}`]
  if (check.evidence !== '') {
    lines.push(...wrap(printable(check.evidence), width, '  ').map(line => paint('dim', line)))
  }
  if (check.fix !== '' && check.status !== 'pass') {
    lines.push(...wrap(`Fix: ${printable(check.fix)}`, width, '  '))
  }
  return lines.join('\n')
}

export function checksSummary(checks: readonly Check[]): string {
  const count = (status: Check['status']) => checks.filter(check => check.status === status).length
  const parts = [
    `${count('pass')} passed`,
    `${count('warn')} to look at`,
    `${count('fail')} failed`,
    `${count('skip')} skipped`,
  ]
  return `\n${parts.join(', ')}.`
}
