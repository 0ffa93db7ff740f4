import type { Hint } from '../../../../contract/entry/hints.ts'
import type { Finding } from '../check.ts'

/** What hints about an entered value amount to: the worst of them, or that the value is well formed. */
export function fromHints(hints: readonly Hint[], found: string, evidence = ''): Finding {
  const worst =
    hints.find(({ severity }) => severity === 'error') ?? hints.find(({ severity }) => severity === 'warning')
  if (worst === undefined) return { status: 'pass', summary: found, evidence }
  const status = worst.severity === 'error' ? 'fail' : 'warn'
  return { status, summary: worst.text, fix: worst.fix }
}
