import type { WindowEventName, WindowMethod } from '../methods.ts'

/** The one channel for calls of a window and the one for events to it. */
export const callChannel = 'contract.call'
export const eventChannel = 'contract.event'

export type EventEnvelope = { event: WindowEventName; payload: unknown }

/** The name under which the preload script hands the window its way out. */
export const desktopApiName = 'm365Connector'

/**
 * All that a window of the desktop app gets: the contract's names, and the way to cancel a call. Replies are
 * those of the contract.
 */
export type DesktopApi = {
  readonly calls: Readonly<Record<WindowMethod, (id: number, input: unknown) => Promise<unknown>>>
  /** Each returns the function that unsubscribes. */
  readonly events: Readonly<Record<WindowEventName, (listener: (payload: unknown) => void) => () => void>>
  readonly cancel: (id: number) => Promise<unknown>
}
