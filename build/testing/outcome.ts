/** One skipped test with the reason that it gave. */
export type Skip = { readonly test: string; readonly reason: string }

/** What came of one step, or of all steps together. */
export type Outcome = {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly Skip[]
}

export const nothing: Outcome = { passed: 0, failed: 0, skipped: [] }

export function add(left: Outcome, right: Outcome): Outcome {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: [...left.skipped, ...right.skipped],
  }
}

/** The plain line that closes a test run, and that whoever counts tests looks for. */
export function closingLine(outcome: Outcome): string {
  return `${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped.length} skipped`
}

/** A run in which nothing passed has proved nothing, so it fails like one with a failed test. */
export function exitStatus(outcome: Outcome): 0 | 1 {
  return outcome.failed > 0 || outcome.passed === 0 ? 1 : 0
}

/** Groups skipped tests by their reason, in the order in which the reasons came up. */
export function describeSkips(skips: readonly Skip[]): string[] {
  const byReason = Map.groupBy(skips, skip => skip.reason)
  return [...byReason].flatMap(([reason, tests]) => [
    `Skipped, because ${reason}:`,
    ...tests.map(skip => `  ${skip.test}`),
  ])
}
