import { writeSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node'
import { stopWithParent } from './run.mjs'

/** One skipped test with the reason that it gave. */
export type Skip = { readonly test: string; readonly reason: string }

/** One failed test, or whatever else went wrong, with the first line of what it said. */
export type Failure = { readonly test: string; readonly message: string }

/** What came of a run. */
export type Outcome = {
  readonly passed: number
  readonly failures: readonly Failure[]
  readonly skipped: readonly Skip[]
}

/** The plain line that closes a test run, and that whoever counts tests looks for. */
export function closingLine({ passed, failures, skipped }: Outcome): string {
  return `${passed} passed, ${failures.length} failed, ${skipped.length} skipped`
}

/**
 * The end of a run's output: skipped tests below their reasons, failures with theirs, and the closing line.
 */
export function closingLines(outcome: Outcome): string[] {
  const byReason = Map.groupBy(outcome.skipped, skip => skip.reason)
  const skips = [...byReason].flatMap(([reason, tests]) => [
    `Skipped, because ${reason}:`,
    ...tests.map(skip => `  ${skip.test}`),
  ])
  const failures = outcome.failures.map(({ test, message }) => `  ${test}: ${message}`)
  return [...skips, ...(failures.length === 0 ? [] : ['Failed:', ...failures]), closingLine(outcome)]
}

/**
 * Counts what vitest ran. A file that cannot be loaded, a group whose preparation failed and an error
 * outside every test count as one failure each: vitest lists their tests as skipped, or not at all.
 */
export function outcomeOf(modules: readonly TestModule[], errorsOutside: readonly unknown[]): Outcome {
  const tests = modules.flatMap(module => [...module.children.allTests()])
  const groups = modules.flatMap(module => [module, ...module.children.allSuites()])
  const broken = groups.filter(group => group.errors().length > 0)
  return {
    passed: tests.filter(test => test.result().state === 'passed').length,
    failures: [
      ...tests
        .filter(test => test.result().state === 'failed')
        .map(test => failure(nameOf(test), messageOf(test.result().errors?.[0]))),
      ...broken.map(group =>
        failure(
          group.type === 'module' ? group.relativeModuleId : nameOf(group),
          messageOf(group.errors()[0]),
        ),
      ),
      ...errorsOutside.map(error => failure('outside every test', messageOf(error))),
    ],
    skipped: tests.flatMap(test => skipOf(test, broken)),
  }
}

/** A failure with the first line of why, without colors. */
export function failure(test: string, message: string): Failure {
  return { test, message: stripVTControlCharacters(message).trim().split('\n', 1)[0] ?? '' }
}

/**
 * Ends the output of a run with the counts over all of its projects, also when it is interrupted or breaks.
 *
 * @param mustPass whether a run in which nothing passed has failed, because it has proved nothing
 */
export function createClosingReporter({ mustPass }: { readonly mustPass: boolean }): Reporter {
  let vitest: Vitest | null = null
  let isClosed = false
  const close = (outcome: Outcome): void => {
    isClosed = true
    if (outcome.failures.length > 0 || (mustPass && outcome.passed === 0)) process.exitCode ||= 1
    writeSync(process.stdout.fd, `${closingLines(outcome).join('\n')}\n`)
  }
  return {
    onInit: started => {
      vitest = started
      process.once('exit', () => {
        if (isClosed) return
        const outcome = outcomeOf(vitest?.state.getTestModules() ?? [], [])
        close({ ...outcome, failures: [...outcome.failures, failure('the test run', 'was interrupted')] })
      })
      if ('npm_lifecycle_event' in process.env) {
        stopWithParent({ kill: signal => process.kill(process.pid, signal) })
      }
    },
    onTestRunEnd: (modules, errors) => {
      for (const [project, ofProject] of Map.groupBy(modules, module => module.project.name)) {
        const milliseconds = ofProject.reduce((sum, module) => sum + module.diagnostic().duration, 0)
        const line = closingLine(outcomeOf(ofProject, []))
        writeSync(process.stdout.fd, `${project}: ${line} (${(milliseconds / 1000).toFixed(1)} s of tests)\n`)
      }
      close(outcomeOf(modules, errors))
    },
  }
}

function nameOf(part: TestCase | TestSuite): string {
  return `${part.module.relativeModuleId}: ${part.fullName}`
}

/** Errors of tests come out of their process as plain objects. */
function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error)
  return String(error.message)
}

function skipOf(test: TestCase, broken: ReadonlyArray<TestModule | TestSuite>): Skip[] {
  const result = test.result()
  if (result.state === 'passed' || result.state === 'failed') return []
  const name = nameOf(test)
  if (broken.some(group => contains(group, test))) return [{ test: name, reason: 'its preparation failed' }]
  if (result.state === 'pending') return [{ test: name, reason: 'the run ended before it' }]
  return [{ test: name, reason: result.note ?? 'no reason was given' }]
}

function contains(group: TestModule | TestSuite, test: TestCase): boolean {
  return [...group.children.allTests()].some(candidate => candidate.id === test.id)
}
