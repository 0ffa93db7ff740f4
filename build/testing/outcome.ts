import { stripVTControlCharacters } from 'node:util'

/** One skipped test with the reason that it gave. */
export type Skip = { readonly test: string; readonly reason: string }

/** One failed test, or whatever else went wrong, with the first line of what it said. */
export type Failure = { readonly test: string; readonly message: string }

/** What came of one step, or of all steps together. */
export type Outcome = {
  readonly passed: number
  readonly failures: readonly Failure[]
  readonly skipped: readonly Skip[]
}

export const nothing: Outcome = { passed: 0, failures: [], skipped: [] }

export function add(left: Outcome, right: Outcome): Outcome {
  return {
    passed: left.passed + right.passed,
    failures: [...left.failures, ...right.failures],
    skipped: [...left.skipped, ...right.skipped],
  }
}

/** The plain line that closes a test run, and that whoever counts tests looks for. */
export function closingLine(outcome: Outcome): string {
  return `${outcome.passed} passed, ${outcome.failures.length} failed, ${outcome.skipped.length} skipped`
}

/** A run in which nothing passed has proved nothing, so it fails like one with a failed test. */
export function exitStatus(outcome: Outcome): 0 | 1 {
  return outcome.failures.length > 0 || outcome.passed === 0 ? 1 : 0
}

/** A failure as a step tells of it: what it was, and the first line of why. */
export function failure(test: string, message: string): Failure {
  return { test, message: stripVTControlCharacters(message).trim().split('\n', 1)[0] ?? '' }
}

/** Says at the end, where whoever looks for the reason begins to read, what failed on the way. */
export function describeFailures(failures: readonly Failure[]): string[] {
  if (failures.length === 0) return []
  return ['Failed:', ...failures.map(({ test, message }) => `  ${test}: ${message}`)]
}

/** Groups skipped tests by their reason, in the order in which the reasons came up. */
export function describeSkips(skips: readonly Skip[]): string[] {
  const byReason = Map.groupBy(skips, skip => skip.reason)
  return [...byReason].flatMap(([reason, tests]) => [
    `Skipped, because ${reason}:`,
    ...tests.map(skip => `  ${skip.test}`),
  ])
}
