import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Who may talk to the browser host: whoever brings the ticket from the printed address, once, and from then
 * on the browser that got the session cookie for it.
 */
export type Gate = {
  readonly ticket: string
  /** The session's cookie value for the ticket, null for anything else and for a ticket that was used. */
  exchange(candidate: string): string | null
  /** Whether the value of a `Cookie` header carries the session. */
  admits(cookieHeader: string | undefined): boolean
  readonly cookieName: string
  /** Resolves when the ticket has been used. */
  readonly used: Promise<void>
}

const maxCandidateLength = 256

/** @param random gives a new unguessable text (256 bits as base64url) at each call */
export function createGate(random: () => string, port: number): Gate {
  const ticket = random()
  const session = random()
  // Cookies know no ports: hosts on two ports would overwrite each other's cookie of the same name.
  const cookieName = `m365_connector_${port}`
  const using = Promise.withResolvers<void>()
  let used = false
  return {
    ticket,
    cookieName,
    used: using.promise,
    exchange(candidate) {
      if (used || !sameText(candidate, ticket)) return null
      used = true
      using.resolve()
      return session
    },
    admits(cookieHeader) {
      return cookieValues(cookieHeader ?? '', cookieName).some(value => sameText(value, session))
    },
  }
}

/** Compares in a time that does not reveal where two texts differ. */
function sameText(candidate: string, expected: string): boolean {
  if (candidate.length > maxCandidateLength) return false
  return timingSafeEqual(digest(candidate), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function cookieValues(header: string, name: string): string[] {
  const begin = `${name}=`
  return header
    .split(';')
    .map(part => part.trim())
    .filter(part => part.startsWith(begin))
    .map(part => part.slice(begin.length))
}
