import { appendFileSync } from 'node:fs'
import { getEnvironmentData, parentPort, workerData } from 'node:worker_threads'
import { createHandlers } from '../../../electron/platform/sqlite/worker/handlers.ts'
import type {
  CallHandlers,
  CallName,
  WorkerOrder,
} from '../../../electron/platform/sqlite/worker/protocol.ts'
import { serve } from '../../../electron/platform/sqlite/worker/serve.ts'
import { isAt, isCommit, type KillOrder, type Reached } from './point.ts'

/**
 * The product's worker, which notes what it reaches and ends the whole program at the point that it was told:
 * `setEnvironmentData('kill', …)` before the thread is started.
 */
const { journal, point } = getEnvironmentData('kill') as unknown as KillOrder
const calls = new Map<string, number>()
const betweenCalls = { call: 'none', nth: 0, statements: 0, commits: 0, begun: false }
let current = betweenCalls

function reach(at: Reached['at'], commit: number, statement: string): void {
  if (current === betweenCalls) return
  // Enough to know it by; the values of a tenant come behind it.
  const text = statement.trim().slice(0, 40)
  const reached: Reached = { call: current.call, nth: current.nth, at, commit, text }
  appendFileSync(journal, `${JSON.stringify(reached)}\n`)
  if (isAt(point, reached)) process.kill(process.pid, 'SIGKILL')
}

function nameOf(call: CallName, input: unknown): string {
  const isNamed = typeof input === 'object' && input !== null && 'dataset' in input
  return isNamed ? `${call} ${String(input.dataset)}` : call
}

function watched(handlers: CallHandlers): CallHandlers {
  const pairs = Object.entries(handlers).map(([name, handler]) => {
    // The names and their handlers are paired as they were.
    const call = name as CallName
    const work = handler as (input: unknown) => unknown
    return [
      call,
      (input: unknown) => {
        const label = nameOf(call, input)
        const nth = (calls.get(label) ?? 0) + 1
        calls.set(label, nth)
        current = { call: label, nth, statements: 0, commits: 0, begun: false }
        const output = work(input)
        reach('end', 0, '')
        current = betweenCalls
        return output
      },
    ]
  })
  return Object.fromEntries(pairs) as CallHandlers
}

/**
 * Whether a statement commits the batch of report rows that earlier calls have left open. A timer does so, or
 * the next call that needs a transaction of its own, as the rows arrive: no two runs share it.
 */
function commitsBatch(text: string): boolean {
  if (/^\s*begin\b/i.test(text)) current.begun = true
  return isCommit(text) && !current.begun && !/^(page|report)/.test(current.call)
}

if (parentPort === null) throw new Error('This file runs as a worker thread only.')
const handlers = createHandlers(workerData as WorkerOrder, text => {
  if (commitsBatch(text)) return
  if (isCommit(text)) current.commits += 1
  reach(current.statements, isCommit(text) ? current.commits : 0, text)
  current.statements += 1
})
serve(parentPort, watched(handlers))
