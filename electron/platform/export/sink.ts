import { constants, createReadStream, open as openCallback } from 'node:fs'
import { open } from 'node:fs/promises'
import { Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { AppError, cancelled } from '../../core/errors.ts'
import { systemCode } from '../../core/files/failure.ts'
import type { Target } from './target.ts'

/** What takes bytes one after another and is not replaced. */
export type Sink = { take(file: string): Promise<void>; close(): Promise<void> }

const openDescriptor = promisify(openCallback)
const readerLimitMs = 30_000
const readerPollMs = 50

/**
 * Opens a pipe, once somebody reads from it, or a device. Throws `badRequest` when nobody does, `cancelled`,
 * or the system's error.
 */
export async function openSink({ kind, path }: Target, signal: AbortSignal): Promise<Sink> {
  return kind === 'pipe' ? await openPipe(path, signal) : await openDevice(path)
}

/** A blocking opening could not be called off, so that it is asked for again until there is a reader. */
async function openPipe(path: string, signal: AbortSignal): Promise<Sink> {
  for (let waited = 0; ; waited += readerPollMs) {
    if (signal.aborted) throw cancelled()
    const descriptor = await tryPipe(path)
    if (descriptor !== null)
      return pipeSink(new Socket({ fd: descriptor, readable: false, writable: true }), signal)
    if (waited >= readerLimitMs) {
      throw new AppError('badRequest', `Nobody reads from the pipe ${path}.`, {
        fix: 'Start the program that reads from it first.',
        detail: { file: path },
      })
    }
    await sleep(readerPollMs)
  }
}

/** Null while nobody reads from it. */
async function tryPipe(path: string): Promise<number | null> {
  try {
    return await openDescriptor(path, constants.O_WRONLY | constants.O_NONBLOCK)
  } catch (error) {
    if (systemCode(error) === 'ENXIO') return null
    throw error
  }
}

function pipeSink(socket: Socket, signal: AbortSignal): Sink {
  return {
    take: async file => {
      try {
        await pipeline(createReadStream(file), socket, { signal })
      } catch (error) {
        throw signal.aborted ? cancelled() : error
      }
    },
    close: async () => {
      socket.destroy()
    },
  }
}

async function openDevice(path: string): Promise<Sink> {
  const handle = await open(path, constants.O_WRONLY | constants.O_APPEND)
  return {
    take: async file => {
      for await (const chunk of createReadStream(file)) await handle.writeFile(chunk)
    },
    close: () => handle.close(),
  }
}
