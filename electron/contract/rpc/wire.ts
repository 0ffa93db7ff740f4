import { z } from 'zod'
import type { WireError } from '../errors.ts'
import type { EventName, Method } from '../methods.ts'
import type { EventPayload, Input, Output, Parsed } from '../schemas.ts'

/** Electron keeps only the message of an error that a handler throws, so a reply is a value in both cases. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: WireError }

/**
 * The way for messages between two ends: a message port, a socket, a process or an IPC channel. What it
 * carries is made of what JSON can say. A port that is closed drops what is posted.
 */
export type Port<Posted> = {
  post(message: Posted): void
  onMessage(listener: (message: unknown) => void): void
}

/**
 * What the asking end says. The input of a call is checked once, by the end that answers it, with the
 * method's schema.
 */
export const CallMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    id: z.int().min(0),
    method: z.string().max(64),
    input: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('cancel'), id: z.int().min(0) }),
])
export type CallMessage = z.infer<typeof CallMessage>

/** What the answering end says. */
export type AnswerMessage =
  | { kind: 'reply'; id: number; reply: Reply<unknown> }
  | { kind: 'event'; event: string; payload: unknown }

export type Handlers = { [M in Method]: (input: Parsed<M>, signal: AbortSignal) => Promise<Output<M>> }

export type EngineEvents = { [E in EventName]: EventPayload<E> }

/** The engine as its hosts see it: commands, a window's bridge and tests all hold one of these. */
export type Engine = {
  call<M extends Method>(method: M, input: Input<M>, signal?: AbortSignal): Promise<Reply<Output<M>>>
  /** Returns the function that unsubscribes. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void
  /** Cancels what runs, waits for it to stop cleanly (at most ten seconds) and closes every file. */
  close(): Promise<void>
}
