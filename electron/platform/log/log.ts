import { homedir } from 'node:os'
import { pino } from 'pino'
import { permittedFields } from '../../core/logging/fields.ts'
import type { LogLevel } from '../../core/logging/level.ts'
import { createRedactor } from '../../core/logging/redact.ts'
import type { Clock, Log, LogFields } from '../../core/ports.ts'
import { createRotatingFile } from './rotating-file.ts'

export type LogOptions = {
  /** The `logs` folder; made when the first line is written. */
  directory: string
  level: LogLevel
  clock: Pick<Clock, 'now'>
  /**
   * File name without its ending; hosts that run side by side take different ones, since a file is rotated by
   * one process.
   */
  name?: string
  fileBytes?: number
  olderFiles?: number
  homes?: readonly string[]
}

/** A log that must be closed, so that its last lines reach the disk. */
export type ClosableLog = Log & {
  /** Holds from the next line on. */
  setLevel(level: LogLevel): void
  close(): Promise<void>
}

const defaultFileBytes = 2_000_000
const defaultOlderFiles = 4
const closeLimitMs = 3000
const maxEventLength = 80

/**
 * A log of JSON lines: time, level, event and listed fields, redacted, at most ten megabytes in five files.
 * Logging never throws and never fails the work that logs: what cannot be written is counted and reported in
 * the next line that can.
 */
export function createLog(options: LogOptions): ClosableLog {
  const { clock, level, directory } = options
  const redact = createRedactor({ homes: options.homes ?? [homedir()] })
  const time = () => new Date(clock.now()).toISOString()
  const file = createRotatingFile({
    directory,
    name: options.name ?? 'm365-connector',
    fileBytes: options.fileBytes ?? defaultFileBytes,
    olderFiles: options.olderFiles ?? defaultOlderFiles,
    now: () => clock.now(),
    gapLine: dropped => `${JSON.stringify({ level: 'warn', time: time(), event: 'log.gap', dropped })}\n`,
  })
  const writer = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${time()}"`,
      formatters: { level: label => ({ level: label }) },
    },
    { write: line => file.write(line) },
  )
  const record =
    (at: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      try {
        const name = redact(event.slice(0, maxEventLength))
        writer[at]({ event: name, ...permittedFields(fields, redact) })
      } catch {
        // A log that fails must not fail the work it records, and there is no other place to report it.
      }
    }
  return {
    error: record('error'),
    warn: record('warn'),
    info: record('info'),
    debug: record('debug'),
    setLevel: next => {
      writer.level = next
    },
    close: () => file.close(closeLimitMs),
  }
}
