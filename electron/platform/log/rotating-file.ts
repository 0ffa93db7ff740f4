import { mkdirSync } from 'node:fs'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'
import { privateFileMode, privateFolderMode } from '../files/private-files.ts'

export type RotatingFile = {
  /** Never throws. Lines that cannot be written are dropped and counted. */
  write(line: string): void
  /** Resolves when everything is on the disk, or after the limit. */
  close(limitMs: number): Promise<void>
}

export type RotatingFileOptions = {
  directory: string
  /** Without its ending, for instance `m365-connector`. */
  name: string
  /** Bytes after which a new file begins. */
  fileBytes: number
  /** Older files that are kept, numbered from 1. */
  olderFiles: number
  now: () => number
  /** The line that stands for those that were lost. */
  gapLine: (lost: number) => string
}

/**
 * After a failure the file is tried again no sooner than this: a full disk is not fixed within milliseconds.
 */
const restMs = 30_000
/** Lines beyond this wait for a disk that does not keep up, and are dropped rather than kept in memory. */
const maxBufferedBytes = 1_000_000

/**
 * An append-only file that is rotated by size, so that all files together stay below `fileBytes × (olderFiles
 * + 1)`, give or take a line.
 */
export function createRotatingFile(options: RotatingFileOptions): RotatingFile {
  let stream: RotatingFileStream | null = null
  let restUntil = 0
  let lost = 0

  const open = (): RotatingFileStream | null => {
    if (stream !== null) return stream
    if (options.now() < restUntil) return null
    // Set first, so that a folder that cannot be made is left alone for as long as a file that cannot be
    // written.
    restUntil = options.now() + restMs
    const opened = openStream(options)
    opened?.on('error', () => {
      lost += 1
      restUntil = options.now() + restMs
      if (stream === opened) stream = null
    })
    stream = opened
    return opened
  }

  return {
    write: line => {
      const target = open()
      if (target === null || target.writableLength > maxBufferedBytes) {
        lost += 1
        return
      }
      if (lost > 0) target.write(options.gapLine(lost))
      lost = 0
      target.write(line)
    },
    close: limitMs => (stream === null ? Promise.resolve() : finish(stream, limitMs)),
  }
}

/** Null when the folder cannot be made. */
function openStream({
  directory,
  name,
  fileBytes,
  olderFiles,
}: RotatingFileOptions): RotatingFileStream | null {
  const fileName = (index: number | Date | null) =>
    index === null || index instanceof Date ? `${name}.log` : `${name}.${index}.log`
  try {
    mkdirSync(directory, { recursive: true, mode: privateFolderMode })
  } catch {
    return null
  }
  return createStream(fileName, {
    path: directory,
    size: `${fileBytes}B`,
    rotate: olderFiles,
    mode: privateFileMode,
  })
}

async function finish(stream: RotatingFileStream, limitMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, limitMs)
  stream.once('close', resolve)
  stream.once('error', () => resolve())
  stream.end()
  await promise
  clearTimeout(timer)
}
