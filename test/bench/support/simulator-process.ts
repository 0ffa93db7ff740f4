import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import type { RecordedRequest, SimulatorOptions } from '../../../electron/simulator/index.ts'
import type {
  SimulatorMessage,
  SimulatorReady,
  SimulatorReply,
} from '../../support/simulator/process-protocol.ts'

/**
 * A simulated tenant in a process of its own, so that it takes its own share of the machine and not the
 * measured program's.
 */
export type SimulatorProcess = {
  ready: SimulatorReady
  set(settings: Record<string, unknown>): Promise<void>
  change(options: { percent: number; days: number }): Promise<void>
  /** The requests since the last call. */
  takeRequests(): Promise<readonly RecordedRequest[]>
  /** Lowers its priority: a real tenant takes no time of the machine that is measured. */
  letOthersFirst(): void
  stop(): void
}

export async function startSimulatorProcess(options: SimulatorOptions): Promise<SimulatorProcess> {
  const child = fork(
    new URL('../../support/simulator/process.ts', import.meta.url),
    [JSON.stringify(options)],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  )
  const [ready]: SimulatorReady[] = await once(child, 'message')
  if (ready?.type !== 'ready') throw new Error('The simulated tenant did not start.')
  const ask = createAsk(child)
  return {
    ready,
    set: async settings => {
      await ask({ type: 'set', settings })
    },
    change: async change => {
      await ask({ type: 'change', options: change })
    },
    takeRequests: async () => (await ask({ type: 'requests', clear: true })).requests ?? [],
    letOthersFirst: () => {
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    },
    stop: () => {
      child.kill()
    },
  }
}

function createAsk(child: ChildProcess) {
  let last = 0
  return (message: SimulatorMessage): Promise<SimulatorReply> =>
    new Promise((resolve, reject) => {
      last += 1
      const id = last
      const listener = (reply: SimulatorReply) => {
        if (reply.id !== id) return
        child.off('message', listener)
        if (reply.ok) resolve(reply)
        else reject(new Error(reply.error))
      }
      child.on('message', listener)
      child.send({ ...message, id })
    })
}
