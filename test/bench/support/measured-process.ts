import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { engineEnvironment, engineNodeArguments } from '../../../build/engine-memory.mjs'

/** What every measured process reports of its work. */
export type Measured = Work & {
  bytes: number
  requests: number
}

/** What a piece of work has cost its process. */
export type Work = {
  /** On the clock. */
  milliseconds: number
  /** Of all threads, from the beginning of the work. */
  cpuSeconds: number
  /** Of the process since its start, what it loaded included. */
  processCpuSeconds: number
  /** Largest resident set of the process so far, megabytes. */
  peakMegabytes: number
}

/** How a measured process is started. */
export type NodeSettings = { arguments: readonly string[]; environment: Readonly<Record<string, string>> }

/** As the product starts its engine. */
export const engineNode: NodeSettings = { arguments: engineNodeArguments, environment: engineEnvironment }
/** As anybody starts a script. */
export const plainNode: NodeSettings = { arguments: [], environment: {} }

/** Starts a file as a process, hands it its order and waits for its one reply. */
export async function measure<Order, Result>(
  file: URL,
  order: Order,
  node: NodeSettings = engineNode,
): Promise<Result> {
  const child = fork(file, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...node.arguments],
    env: { ...process.env, ...node.environment },
  })
  child.send({ order })
  const answered = once(child, 'message')
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`${file.pathname} ended with ${code} before it answered.`)
  })
  // The process ends after its answer, too; by then nobody waits for this any more.
  died.catch(() => undefined)
  const [result]: Result[] = await Promise.race([answered, died])
  if (result === undefined) throw new Error('An empty answer.')
  child.kill()
  return result
}

export async function receiveOrder<Order>(): Promise<Order> {
  const [message]: { order: Order }[] = await once(process, 'message')
  if (message === undefined) throw new Error('No order came.')
  return message.order
}

export function reply(result: unknown): void {
  process.send?.(result)
}

/** Begins to measure; what it returns tells the cost up to the moment of the call. */
export function beginWork(): () => Work {
  const cpu = process.cpuUsage()
  const started = performance.now()
  return () => ({
    milliseconds: performance.now() - started,
    cpuSeconds: seconds(process.cpuUsage(cpu)),
    processCpuSeconds: seconds(process.cpuUsage()),
    peakMegabytes: peakMegabytes(),
  })
}

function seconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6
}

/**
 * Linux keeps the peak of the program itself; what `resourceUsage` says there includes the parent's size at
 * the fork.
 */
function peakMegabytes(): number {
  if (process.platform === 'linux') {
    const [, kib] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    if (kib !== undefined) return Number(kib) / 1024
  }
  return process.resourceUsage().maxRSS / 1024
}
