import type { Check, ChecklistStep } from '../../../contract/setup/checks.ts'
import type { AppError } from '../../errors.ts'

/** What a check is about, before it is known how it ends. */
export type CheckKind = { id: string; step: ChecklistStep; title: string }

export type Finding = {
  status: Check['status']
  summary: string
  evidence?: string
  fix?: string
  /** Where another step than the check's own is to blame. */
  step?: ChecklistStep
}

/** How an attempt to get evidence ended. Failing is a finding, too, and never thrown. */
export type Attempt<T> = { ok: true; value: T } | { ok: false; error: AppError }

export function conclude(kind: CheckKind, finding: Finding): Check {
  return {
    id: kind.id,
    step: finding.step ?? kind.step,
    title: kind.title,
    status: finding.status,
    summary: finding.summary,
    evidence: finding.evidence ?? '',
    fix: finding.fix ?? '',
  }
}

/** A check that could not be made, with the reason. */
export function skipped(kind: CheckKind, reason: string, fix = ''): Check {
  return conclude(kind, { status: 'skip', summary: reason, fix })
}

/** A check that ended with a refusal: the error's own step, sentence, codes and fix. */
export function refused(kind: CheckKind, error: AppError, status: 'fail' | 'warn' = 'fail'): Check {
  return conclude(kind, {
    status,
    summary: error.message,
    evidence: codesOf(error),
    fix: error.fix,
    step: error.step ?? kind.step,
  })
}

const codeNames: readonly (readonly [string, string])[] = [
  ['aadsts', ''],
  ['oauthError', 'error'],
  ['graphCode', 'code'],
  ['status', 'HTTP status'],
  ['reason', 'reason'],
  ['host', 'host'],
  ['correlationId', 'correlation id'],
  ['traceId', 'trace id'],
  ['requestId', 'request id'],
  ['timestamp', 'at'],
  ['lookup', 'see'],
  ['ways', 'ways tried'],
  ['microsoftSays', 'Microsoft says:'],
]

/** The codes of an error as a support case wants them. */
export function codesOf({ detail }: AppError): string {
  return codeNames
    .flatMap(([name, label]) => {
      const value = detail[name]
      return value === undefined ? [] : [label === '' ? value : `${label} ${value}`]
    })
    .join(', ')
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
