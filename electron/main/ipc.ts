import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { callChannel, type EventEnvelope, eventChannel } from '../contract/desktop.ts'
import type { Engine, Reply } from '../contract/dispatch.ts'
import { eventNames } from '../contract/methods.ts'
import type { CallDesk } from './call-desk.ts'
import { isPageAddress } from './page-origin.ts'

/** The parts of an IPC event by which its sender is known. */
export type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>

/** Whether a call comes from the main frame of our window while that shows our page. */
export function isFromOurPage({ sender, senderFrame }: Sender, contents: WebContents | null): boolean {
  if (contents === null || sender.id !== contents.id) return false
  return senderFrame !== null && senderFrame === sender.mainFrame && isPageAddress(senderFrame.url)
}

type Ports = {
  ipcMain: Pick<IpcMain, 'handle'>
  contents: () => WebContents | null
  desk: CallDesk
  onForeignSender: () => void
}

const foreign: Reply<never> = {
  ok: false,
  error: {
    code: 'badRequest',
    message: 'Only the window of M365 Connector is answered.',
    fix: 'Use the window of M365 Connector.',
    step: null,
    detail: {},
  },
}

/** Opens the one channel for calls. */
export function answerWindow({ ipcMain, contents, desk, onForeignSender }: Ports): void {
  ipcMain.handle(callChannel, (event, raw: unknown) => {
    if (isFromOurPage(event, contents())) return desk.answer(raw)
    onForeignSender()
    return foreign
  })
}

/** Hands on to the window whatever the engine tells. Returns the way to tell the window more. */
export function tellWindow(
  engine: Pick<Engine, 'on'>,
  contents: () => WebContents | null,
): (message: EventEnvelope) => void {
  const tell = (message: EventEnvelope) => {
    const target = contents()
    if (target !== null && !target.isDestroyed()) target.send(eventChannel, message)
  }
  for (const event of eventNames) engine.on(event, payload => tell({ event, payload }))
  return tell
}
