import type { TestCase, TestModule, TestSuite } from 'vitest/node'
import { type Failure, failure, type Outcome, type Skip } from './outcome.ts'

/**
 * Counts what vitest ran. A file that cannot be loaded, a group whose preparation failed and an error
 * outside every test count as one failure each: vitest lists their tests as skipped, or not at all.
 */
export function collect(modules: readonly TestModule[], errorsOutside: readonly unknown[]): Outcome {
  const tests = modules.flatMap(module => [...module.children.allTests()])
  const groups = modules.flatMap(module => [module, ...module.children.allSuites()])
  const broken = groups.filter(group => group.errors().length > 0)
  return {
    passed: tests.filter(test => test.result().state === 'passed').length,
    failures: [
      ...tests.filter(test => test.result().state === 'failed').map(failedTest),
      ...broken.map(brokenGroup),
      ...errorsOutside.map(error => failure('outside every test', messageOf(error))),
    ],
    skipped: tests.flatMap(test => skipOf(test, broken)),
  }
}

function failedTest(test: TestCase): Failure {
  return failure(nameOf(test), messageOf(test.result().errors?.[0]))
}

function brokenGroup(group: TestModule | TestSuite): Failure {
  const name = group.type === 'module' ? group.relativeModuleId : nameOf(group)
  return failure(name, messageOf(group.errors()[0]))
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
