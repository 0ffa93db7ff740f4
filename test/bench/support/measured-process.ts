import { fork } from 'node:child_process'
import { once } from 'node:events'
import { engineEnvironment, engineNodeArguments } from '../../../build/engine-memory.mjs'

/** What every measured process reports of itself. */
export type Measured = {
  milliseconds: number
  bytes: number
  requests: number
  cpuSeconds: number
  /** Largest resident set, megabytes. */
  peakMegabytes: number
}

/** Starts a file as a process, as the product starts its engine, hands it its order and waits for its one reply. */
export async function measure<Order, Result>(file: URL, order: Order): Promise<Result> {
  const child = fork(file, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: engineNodeArguments,
    env: { ...process.env, ...engineEnvironment },
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
