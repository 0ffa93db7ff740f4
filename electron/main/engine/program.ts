import { fork } from 'node:child_process'
import { dirname, join } from 'node:path'
import { utilityProcess } from 'electron'
import type { EngineOrder, ToEngine } from '../../contract/rpc/engine-port.ts'
import { serveKeychains } from './keychain-processes.ts'

/** A running engine process as its host sees it. */
export type EngineProgram = {
  post(message: ToEngine): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once with how the process ended; also when it could not be started at all. */
  onExit(listener: (reason: string) => void): void
  kill(): void
}

/** Which program to start: the engine's entry, and the Node for it, or null for Electron's own. */
export type EngineChoice = { entry: string; node: string | null; order: EngineOrder }

/**
 * With a small young generation of its heap the engine soon frees what it has read, which keeps a sync's
 * memory small.
 */
const heap = '--max-semi-space-size=1'

/** What a note in the engine's log takes, with room for its beginning. */
const maxReasonLength = 150

/**
 * @param onComplaint receives what the engine's process writes to its error output: nothing of the product's
 * own, but what Node and the system say when they cannot run it. It may hold anything, and all of it comes
 * before the process counts as ended.
 */
export function startEngineProgram(
  { entry, node, order }: EngineChoice,
  onComplaint: (text: string) => void,
): EngineProgram {
  const args = [JSON.stringify(order)]
  return node === null ? startUtility(entry, args, onComplaint) : startNode(node, entry, args, onComplaint)
}

function startUtility(entry: string, args: string[], onComplaint: (text: string) => void): EngineProgram {
  const child = utilityProcess.fork(entry, args, {
    serviceName: 'M365 Connector Engine',
    stdio: ['ignore', 'ignore', 'pipe'],
    // A utility process takes switches of Chromium; V8's own are passed inside of one.
    execArgv: [`--js-flags=${heap}`],
  })
  const endKeychains = serveKeychains(child, join(dirname(entry), 'keytar-process.js'))
  child.once('exit', endKeychains)
  const heard = hearAll(child.stderr, onComplaint)
  const fatal = { kind: null as string | null }
  // Without a listener Electron ends the whole app. The report behind the kind can hold parts of the memory,
  // so it is dropped.
  child.on('error', (kind, location) => {
    fatal.kind = `${kind} ${location}`.slice(0, maxReasonLength)
  })
  return {
    post: message => child.postMessage(message),
    onMessage: listener => void child.on('message', listener),
    onExit: listener =>
      void child.once('exit', async code => {
        await heard()
        listener(fatal.kind ?? `exit ${code}`)
      }),
    kill: () => void child.kill(),
  }
}

/**
 * Electron's Node may be older than the engine needs; in development and in tests another one does its work.
 */
function startNode(
  node: string,
  entry: string,
  args: string[],
  onComplaint: (text: string) => void,
): EngineProgram {
  const child = fork(entry, args, {
    execPath: node,
    execArgv: [heap],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const heard = hearAll(child.stderr, onComplaint)
  return {
    post: message => {
      // A process that has just ended is noticed by its exit, which answers all calls.
      if (child.connected) child.send(message, () => undefined)
    },
    onMessage: listener => void child.on('message', listener),
    onExit: listener => {
      child.once('exit', async (code, signal) => {
        await heard()
        listener(signal ?? `exit ${code}`)
      })
      child.once('error', (error: NodeJS.ErrnoException) => listener(error.code ?? error.name))
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

/** A program that the engine has started may hold the stream open for longer. */
const lastWordsLimitMs = 500

/** Hands on what comes out of a stream. Returns the way to wait for its end, within a limit. */
function hearAll(
  stream: NodeJS.ReadableStream | null,
  onText: (text: string) => void,
): () => Promise<unknown> {
  if (stream === null) return async () => undefined
  const decoder = new TextDecoder()
  const over = Promise.withResolvers<void>()
  stream.on('data', (chunk: Buffer) => onText(decoder.decode(chunk, { stream: true })))
  stream.once('end', over.resolve)
  stream.once('close', over.resolve)
  return () => Promise.race([over.promise, new Promise(resolve => setTimeout(resolve, lastWordsLimitMs))])
}
