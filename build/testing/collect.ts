import type { TestCase, TestModule, TestSuite } from 'vitest/node'
import type { Outcome, Skip } from './outcome.ts'

/**
 * Counts what vitest ran. A file that cannot be loaded, a group whose preparation failed and an error
 * outside every test count as one failure each: vitest lists their tests as skipped, or not at all.
 */
export function collect(modules: readonly TestModule[], errorsOutside: number): Outcome {
  const tests = modules.flatMap(module => [...module.children.allTests()])
  const groups = modules.flatMap(module => [module, ...module.children.allSuites()])
  const broken = groups.filter(group => group.errors().length > 0)
  const failed = tests.filter(test => test.result().state === 'failed').length
  return {
    passed: tests.filter(test => test.result().state === 'passed').length,
    failed: failed + broken.length + errorsOutside,
    skipped: tests.flatMap(test => skipOf(test, broken)),
  }
}

function skipOf(test: TestCase, broken: ReadonlyArray<TestModule | TestSuite>): Skip[] {
  const result = test.result()
  if (result.state === 'passed' || result.state === 'failed') return []
  const name = `${test.module.relativeModuleId}: ${test.fullName}`
  if (broken.some(group => contains(group, test))) return [{ test: name, reason: 'its preparation failed' }]
  if (result.state === 'pending') return [{ test: name, reason: 'the run ended before it' }]
  return [{ test: name, reason: result.note ?? 'no reason was given' }]
}

function contains(group: TestModule | TestSuite, test: TestCase): boolean {
  return [...group.children.allTests()].some(candidate => candidate.id === test.id)
}
