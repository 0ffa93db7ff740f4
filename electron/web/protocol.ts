import { z } from 'zod'
import type { Reply } from '../contract/dispatch.ts'
import type { EventName } from '../contract/methods.ts'

/** What a page may say on its socket. The input of a call is judged by the engine, which knows the method's schema. */
export const PageMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    id: z.int().min(0),
    method: z.string().max(64),
    input: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('cancel'), id: z.int().min(0) }),
])
export type PageMessage = z.infer<typeof PageMessage>

/** What the host says on a page's socket. */
export type HostMessage =
  | { kind: 'reply'; id: number; reply: Reply<unknown> }
  | { kind: 'event'; event: EventName; payload: unknown }

export function readPageMessage(text: string): PageMessage | null {
  try {
    const parsed = PageMessage.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
