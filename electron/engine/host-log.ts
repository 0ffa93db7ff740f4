import { join } from 'node:path'
import type { LogFields } from '../core/ports.ts'
import { createClock } from '../platform/clock.ts'
import { resolveHome } from '../platform/files/home.ts'
import type { ClosableLog } from '../platform/log/log.ts'

/** The log of a host whose engine does not start: the engine's own log has nobody then who writes into it. */
export type HostLog = {
  /** The folder of all logs, which need not exist. */
  folder: string
  /**
   * A line that the engine's process has written to its error output; it may hold anything and is redacted.
   */
  complaint(line: string): void
  /** The engine's process has ended without being asked to. */
  ended(reason: string): void
  close(): Promise<void>
}

const fileBytes = 100_000
const olderFiles = 4

/**
 * Makes `host.log` beside the engine's log, with the same rules: listed fields, redacted texts, private
 * files, half a megabyte at most. It is opened with its first line, which a working engine never brings
 * about.
 */
export function createHostLog(
  home: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): HostLog {
  const folder = join(resolveHome(home, environment), 'logs')
  let opened: Promise<ClosableLog> | null = null
  const open = () => {
    // Loaded when it is needed: the start of the app does not wait for it.
    opened ??= import('../platform/log/log.ts').then(({ createLog }) =>
      createLog({
        directory: folder,
        level: 'info',
        clock: createClock(),
        name: 'host',
        fileBytes,
        olderFiles,
      }),
    )
    return opened
  }
  const write = async (event: string, fields: LogFields) => {
    try {
      ;(await open()).warn(event, fields)
    } catch {
      // In a package so damaged that its log cannot be loaded there is no place left to write to.
    }
  }
  return {
    folder,
    complaint: line => void write('host.engineComplained', { detail: line }),
    ended: reason => void write('host.engineEnded', { reason }),
    close: async () => {
      const log = await opened?.catch(() => null)
      await log?.close()
    },
  }
}
