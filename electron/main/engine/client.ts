import type { WireError } from '../../contract/errors.ts'
import type { EngineState } from '../../contract/host.ts'
import type { Method } from '../../contract/methods.ts'
import { connect } from '../../contract/rpc/connect.ts'
import { EngineMessage, type HostNote, type Probe, type ToEngine } from '../../contract/rpc/engine-port.ts'
import type { Engine, EngineEvents, Reply } from '../../contract/rpc/wire.ts'
import type { Explanation, LastWords } from './failure.ts'
import type { EngineProgram } from './program.ts'
import { afterEnd } from './restart.ts'

/** The engine as the desktop app holds it: always there, although its process may come and go. */
export type EngineClient = Engine & {
  /** Writes into the engine's log; kept while no engine runs. */
  note(note: HostNote): void
  /** Whether an engine answers, and why none is started any more. */
  state(): EngineState
  /** Starts an engine that is not started again by itself; false when it is. */
  restart(): boolean
  /** Has the engine try what differs from system to system. Rejects when it ends meanwhile. */
  probe(): Promise<Probe[]>
  /** Returns the function that unsubscribes. */
  onConnection(listener: (state: EngineState) => void): () => void
}

type Ports = {
  start: () => EngineProgram
  now: () => number
  /** The system's ways to an address, as a proxy script names them. */
  resolveProxy: (url: string) => Promise<string>
  lastWords: Pick<LastWords, 'ended' | 'explain'>
}

/** What a call gets whose engine has ended before it could answer. */
const engineStopped: WireError = {
  code: 'engineStopped',
  message: 'The part of the program that does the work has stopped unexpectedly.',
  fix: 'It restarts by itself. Try again in a moment.',
  step: null,
  detail: {},
}

const maxNotesKept = 100
const closingLimitMs = 12_000
const startingLimitMs = 60_000
/** A call waits for an engine that is back this soon, and is refused otherwise. */
const shortWaitMs = 1_000

/**
 * Starts the engine's process and starts it again when it ends without being asked to, until it has ended too
 * often within a short time. Calls that were under way then are answered with `engineStopped`; calls made
 * while an engine is being started wait for it.
 */
export function createEngineClient({ start, now, resolveProxy, lastWords }: Ports): EngineClient {
  const watchers = new Set<(state: EngineState) => void>()
  const unsent: ToEngine[] = []
  const ends: number[] = []
  let probing: PromiseWithResolvers<Probe[]> | null = null
  let program: EngineProgram | null = null
  let state: EngineState = { open: false, failure: null }
  let reported: Explanation | null = null
  let closing: Promise<void> | null = null
  let restart: NodeJS.Timeout | undefined
  let isBackSoon = true
  let isStopped = false
  let why: WireError = engineStopped

  const become = (next: EngineState) => {
    if (next.open === state.open && next.failure === state.failure) return
    state = next
    for (const watcher of watchers) watcher(next)
  }
  const send = (message: ToEngine) => {
    if (state.open && program !== null) program.post(message)
    else if (message.kind !== 'note' || unsent.length < maxNotesKept) unsent.push(message)
  }
  let deliver: (message: unknown) => void = () => undefined
  // One client for all engines that come and go: calls wait in `unsent` while none is there.
  const calls = connect<EngineEvents>({
    post: message => send(message),
    onMessage: listener => {
      deliver = listener
    },
  })
  const handlers: { [K in EngineMessage['kind']]: (message: Extract<EngineMessage, { kind: K }>) => void } = {
    ready: () => {
      why = engineStopped
      become({ open: true, failure: null })
      for (const waiting of unsent.splice(0)) send(waiting)
    },
    failed: ({ message, fix }) => {
      reported = { message, fix }
      why = { ...engineStopped, ...reported }
    },
    proxy: ({ id, origin }) => void answerProxy(id, origin),
    // The program itself starts and ends these processes, because only Electron's has them.
    keychain: () => undefined,
    keychainDone: () => undefined,
    probed: ({ probes }) => probing?.resolve(probes),
    closed: () => undefined,
  }
  const answerProxy = async (id: number, origin: string) => {
    const asking = program
    const list = await resolveProxy(origin).catch(() => 'DIRECT')
    // An engine that was started meanwhile has questions of its own with the same numbers.
    if (program === asking) program?.post({ kind: 'proxies', id, list: list.slice(0, 4_000) })
  }
  const receive = (raw: unknown) => {
    deliver(raw)
    const message = EngineMessage.safeParse(raw)
    // The table pairs each kind of message with what is done about it, which a variable cannot follow.
    if (message.success) handlers[message.data.kind](message.data as never)
  }
  const ended = (reason: string) => {
    program = null
    become({ ...state, open: false })
    unsent.splice(0, unsent.length, ...unsent.filter(({ kind }) => kind === 'note'))
    calls.failAll(why)
    probing?.reject(new Error(`the engine has ended: ${reason}`))
    if (closing !== null) return
    ends.push(now())
    lastWords.ended(reason)
    send({ kind: 'note', note: { event: 'host.engineEnded', reason, method: null } })
    const next = afterEnd(ends, now())
    if (next.kind === 'stop') return stop(reason)
    isBackSoon = next.delayMs <= shortWaitMs
    restart = setTimeout(begin, next.delayMs)
  }
  const stop = (reason: string) => {
    const failure = lastWords.explain(reason, reported)
    isBackSoon = false
    isStopped = true
    why = { ...engineStopped, message: failure.message, fix: failure.fix }
    become({ open: false, failure })
  }
  function begin(): void {
    const next = start()
    program = next
    reported = null
    const late = setTimeout(() => state.open || next.kill(), startingLimitMs)
    next.onMessage(receive)
    next.onExit(reason => {
      clearTimeout(late)
      if (program === next) ended(reason)
    })
  }
  const close = async () => {
    clearTimeout(restart)
    if (program === null) return
    const last = program
    const { promise, resolve } = Promise.withResolvers<void>()
    last.onExit(() => resolve())
    const late = setTimeout(() => last.kill(), closingLimitMs)
    last.post({ kind: 'close' })
    await promise
    clearTimeout(late)
  }

  begin()
  return {
    // The table of schemas pairs each method with its answer, which a port of messages cannot express.
    call: async (method, input, signal) => {
      if (closing !== null || (program === null && !isBackSoon)) return { ok: false, error: why }
      const reply = await calls.call(method, input, { signal, limitMs: callLimitMs(method) })
      return reply as Reply<never>
    },
    on: calls.on,
    note: note => send({ kind: 'note', note }),
    probe: () => {
      probing ??= Promise.withResolvers()
      send({ kind: 'probe' })
      return probing.promise
    },
    state: () => state,
    restart: () => {
      if (!isStopped || closing !== null) return false
      isStopped = false
      begin()
      return true
    },
    onConnection: listener => {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

const minute = 60_000
const usualLimitMs = 2 * minute

/** Work that takes as long as the tenant, the disk or a person at a locked keychain makes it take. */
const longerLimitsMs: Partial<Record<Method, number>> = {
  'sync.start': 24 * 60 * minute,
  'reports.export': 60 * minute,
  'demo.start': 10 * minute,
  'checks.run': 15 * minute,
}

/**
 * How long the host waits for the answer to a call, in milliseconds. Every wait of the engine's own is far
 * shorter.
 */
export function callLimitMs(method: Method): number {
  return longerLimitsMs[method] ?? usualLimitMs
}
