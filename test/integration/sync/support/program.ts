import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ConnectedEngine } from '../../../support/connected-engine.ts'
import type { KillOrder } from '../../../support/kill/point.ts'

export type Program = {
  child: ChildProcess
  /** Every line it has told so far. */
  lines: string[]
  /** Resolves once it has told enough, rejects when it ends before that. */
  until(enough: (lines: readonly string[]) => boolean): Promise<void>
  /** Its last line, once it has ended. */
  lastLine(): Promise<string>
  ended: Promise<unknown>
}

/** Starts `sync-once.ts` on the data directory of the connected engine. */
export function startSync(
  { environment }: Pick<ConnectedEngine, 'environment'>,
  mode: 'full' | 'incremental' | 'days',
  only: readonly string[],
  order: KillOrder | null = null,
): Program {
  const script = join(import.meta.dirname, 'sync-once.ts')
  const child = spawn(process.execPath, [script, mode, ...only], {
    env: { ...process.env, ...environment, ...(order === null ? {} : { KILL_ORDER: JSON.stringify(order) }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  createInterface({ input: child.stdout }).on('line', line => {
    lines.push(line)
    for (const look of waiting) look()
  })
  const ended = once(child, 'close')
  const until: Program['until'] = enough =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (!enough(lines)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
      ended.then(() => {
        look()
        reject(new Error(`The program ended after:\n${lines.join('\n')}`))
      }, reject)
    })
  const lastLine = async () => {
    await ended
    return lines.at(-1) ?? ''
  }
  return { child, lines, until, lastLine, ended }
}
