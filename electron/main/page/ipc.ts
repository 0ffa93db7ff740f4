import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import type { HostHandlers } from '../../contract/host.ts'
import { eventNames } from '../../contract/methods.ts'
import { callChannel, type EventEnvelope, eventChannel } from '../../contract/rpc/desktop.ts'
import { createCallRouter } from '../../contract/rpc/page-calls.ts'
import { type CallRefusal, type CallServer, createCallServer } from '../../contract/rpc/serve.ts'
import type { Engine, Reply } from '../../contract/rpc/wire.ts'
import { isPageAddress } from './origin.ts'

/** The parts of an IPC event by which its sender is known. */
export type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>

/** Whether a call comes from the main frame of our window while that shows our page. */
export function isFromOurPage({ sender, senderFrame }: Sender, contents: WebContents | null): boolean {
  if (contents === null || sender.id !== contents.id) return false
  return senderFrame !== null && senderFrame === sender.mainFrame && isPageAddress(senderFrame.url)
}

const maxConcurrentCalls = 64
/** The longest credential, a certificate with its key, has room in it four times. */
const maxInputLength = 256 * 1024

type WindowPorts = {
  engine: Pick<Engine, 'call'>
  host: HostHandlers
  /** Why a call was refused, for the log; never with its input. */
  onRefused: (reason: CallRefusal | 'method' | 'input', method: string | null) => void
}

/** Answers what comes from the window. It knows nothing of Electron. */
export function createWindowServer({ engine, host, onRefused }: WindowPorts): CallServer {
  return createCallServer({
    answer: createCallRouter({ engine, host, onRefused }),
    maxConcurrentCalls,
    maxInputLength,
    onRefused: reason => onRefused(reason, null),
  })
}

type Ports = {
  ipcMain: Pick<IpcMain, 'handle'>
  contents: () => WebContents | null
  server: Pick<CallServer, 'receive'>
  onForeignSender: () => void
}

const foreign: Reply<never> = {
  ok: false,
  error: {
    code: 'badRequest',
    message: 'Only the window of M365 Connector can make calls.',
    fix: 'Use the window of M365 Connector.',
    step: null,
    detail: {},
  },
}

/** Opens the one channel for calls. */
export function answerWindow({ ipcMain, contents, server, onForeignSender }: Ports): void {
  ipcMain.handle(callChannel, async (event, raw: unknown) => {
    if (isFromOurPage(event, contents())) return (await server.receive(raw)).reply
    onForeignSender()
    return foreign
  })
}

/** Hands the engine's events to the window. Returns the way to send it more. */
export function notifyWindow(
  engine: Pick<Engine, 'on'>,
  contents: () => WebContents | null,
): (message: EventEnvelope) => void {
  const notify = (message: EventEnvelope) => {
    const target = contents()
    if (target !== null && !target.isDestroyed()) target.send(eventChannel, message)
  }
  for (const event of eventNames) engine.on(event, payload => notify({ event, payload }))
  return notify
}
