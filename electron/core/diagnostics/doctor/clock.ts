import type { DiagnosisCheck } from '../../../contract/setup/diagnosis.ts'
import type { HostAnswer } from './facts.ts'

/** Microsoft takes assertions and tokens whose times are off by five minutes at most. */
const allowedMs = 5 * 60_000
const uneasyMs = 60_000
/** A `date` header has whole seconds. */
const headerSlackMs = 1000

/**
 * Compares the clock of this computer with the `date` of answers, counted to the middle of each exchange. The
 * one that is nearest counts: something on the way may hold an old answer.
 */
export function decideClock(
  answers: readonly Pick<HostAnswer, 'date' | 'askedAt' | 'answeredAt'>[],
): Omit<DiagnosisCheck, 'host' | 'name'> {
  const offsets = answers.flatMap(({ date, askedAt, answeredAt }) => {
    const theirs = Date.parse(date ?? '')
    return Number.isNaN(theirs) ? [] : [(askedAt + answeredAt) / 2 - theirs]
  })
  const nearest = offsets.toSorted((one, other) => Math.abs(one) - Math.abs(other))[0]
  if (nearest === undefined) {
    const summary = 'No answer says what time it is.'
    return { kind: 'clock', status: 'skip', summary, evidence: '', fix: '' }
  }
  const off = Math.max(0, Math.abs(nearest) - headerSlackMs)
  const seconds = Math.round(off / 1000)
  const evidence =
    seconds === 0
      ? 'the same as Microsoft’s time, to the second'
      : `${seconds} s ${nearest < 0 ? 'behind' : 'ahead of'} Microsoft’s time`
  if (off <= uneasyMs) {
    return { kind: 'clock', status: 'pass', summary: 'The clock is right.', evidence, fix: '' }
  }
  return {
    kind: 'clock',
    status: off > allowedMs ? 'fail' : 'warn',
    summary:
      off > allowedMs
        ? 'The clock is off so far that Microsoft refuses sign-ins.'
        : 'The clock is off, though not so far that sign-ins fail.',
    evidence,
    fix: 'Let the system set the time by itself, and check the time zone.',
  }
}
