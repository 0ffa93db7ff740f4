import type { Check } from '../../contract/checks.ts'
import type { Paint } from './paint.ts'
import { printable, textWidth } from './width.ts'

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

/** Breaks at spaces so that no line is longer than `width` places; null leaves the text on one line. */
export function wrap(text: string, width: number | null, indent: string): string[] {
  if (width === null) return [indent + text]
  const room = Math.max(20, width - indent.length)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer) > room && line !== '') {
      lines.push(indent + line)
      line = word
    } else line = longer
  }
  return [...lines, indent + line]
}
