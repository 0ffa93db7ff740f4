import type { Reply } from '../contract/dispatch.ts'
import type { EventName } from '../contract/methods.ts'
import { PageMessage } from '../contract/page-call.ts'

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
