import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareChromium } from './testing/chromium.ts'
import {
  add,
  closingLine,
  describeFailures,
  describeSkips,
  exitStatus,
  failure,
  nothing,
  type Outcome,
} from './testing/outcome.ts'
import { runLimited } from './testing/run-limited.ts'
import { type Step, stepsOf } from './testing/steps.ts'

const root = join(import.meta.dirname, '..')
/**
 * Some six times what the longest step takes on an idle machine, so that a busy one comes to its end, too.
 */
const stepLimitMs = 60 * 60_000

async function runStep(step: Step, folder: string, signal: AbortSignal): Promise<Outcome> {
  const file = join(folder, `${step.name}.json`)
  const runner = join(root, 'build', 'testing', 'run-project.ts')
  const args = step.kind === 'tool' ? step.args : [runner, step.name, file]
  const ending = await runLimited(args, { cwd: root, limitMs: stepLimitMs, signal })
  if ('problem' in ending) {
    say(`${step.name} ${ending.problem}.`)
    return failedWith(step.name, ending.problem)
  }
  if (step.kind === 'tool') {
    return ending.status === 0
      ? { ...nothing, passed: 1 }
      : failedWith(step.name, `ended with status ${ending.status}`)
  }
  return outcomeOf(step.name, file, ending.status)
}

function failedWith(test: string, message: string): Outcome {
  return { ...nothing, failures: [failure(test, message)] }
}

/** A project that ended badly without a failed test (it crashed, or left no counts) counts as one failure. */
function outcomeOf(name: string, file: string, status: number): Outcome {
  let outcome: Outcome
  try {
    // Our own process wrote the file a moment ago, so its shape is known.
    outcome = JSON.parse(readFileSync(file, 'utf8')) as Outcome
  } catch {
    return failedWith(name, `left no counts and ended with status ${status}`)
  }
  if (status === 0 || outcome.failures.length > 0) return outcome
  return add(outcome, failedWith(name, `ended with status ${status}`))
}

async function runAll(signal: AbortSignal): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-test-'))
  let total = nothing
  try {
    for (const step of stepsOf(root)) {
      if (signal.aborted) break
      const startedAt = performance.now()
      const outcome = await runStep(step, folder, signal)
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      say(`${step.name}: ${closingLine(outcome)} (${seconds} s)`)
      total = add(total, outcome)
    }
  } catch (error) {
    say(`The test run itself failed: ${error instanceof Error ? error.stack : String(error)}`)
    total = add(total, failedWith('the test run', String(error)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return signal.aborted ? add(total, failedWith('the test run', 'was interrupted')) : total
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}

const interruption = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort())

prepareChromium(say)
const total = await runAll(interruption.signal)
for (const line of describeSkips(total.skipped)) say(line)
for (const line of describeFailures(total.failures)) say(line)
process.exitCode = interruption.signal.aborted ? 130 : exitStatus(total)
say(closingLine(total))
