import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { SavingsSettings } from '../settings.ts'
import { type CardSeat, limitsOfClaim } from './seat.ts'
import { type Signal, type Speaks, signal } from './signal.ts'

const Mailbox = z.object({
  kind: z.string().nullable(),
  size: z.int().nullable(),
  has_archive: z.int().nullable(),
  day: z.string().nullable(),
})

const notKnown = { kind: null, size: null, has_archive: null, day: null }
const source = 'mailbox_usage_detail'

/** The mailbox that comes with a seat: its kind, and what is stored in it. */
export function mailboxSignals(
  reader: Reader,
  seat: CardSeat,
  plans: Evidence['plans'],
  settings: SavingsSettings,
): Signal[] {
  const hasMailbox = plans.some(({ isOn, shownBy }) => isOn && shownBy.includes('exchange'))
  if (!hasMailbox) return []
  const { kind, size, has_archive, day } =
    reader.first(
      Mailbox,
      sql`select recipient_type as kind, storage_used_byte as size, has_archive, refresh_date as day
        from v_mailboxes where user_id = ${seat.userId}`,
    ) ?? notKnown
  const { mailbox: limit, share } = limitsOfClaim(seat, settings)
  const whenSmall = (isSmall: boolean): Speaks => (limit === null ? 'neutral' : ofStorage(seat, isSmall))
  const archive = has_archive === null ? null : has_archive === 1 ? 'yes' : 'no'
  return [
    signal('mailboxKind', kind, source, day, kind === null ? 'unknown' : ofKind(seat, kind)),
    signal(
      'mailboxSize',
      size === null ? null : String(size),
      source,
      day,
      size === null ? 'unknown' : whenSmall(size <= (limit ?? 0) * share),
      { limit },
    ),
    signal('archive', archive, source, day, archive === null ? 'unknown' : whenSmall(archive === 'no')),
  ]
}

const isLicenseNeeded = ({ rule, reason }: CardSeat) => rule === 'R8' && reason === 'sharedMailbox'

function ofKind(seat: CardSeat, kind: string): Speaks {
  if (seat.rule === 'R2' || isLicenseNeeded(seat)) return kind === 'Shared' ? 'for' : 'against'
  return seat.rule === 'R1' && kind === 'User' ? 'for' : 'neutral'
}

/** A license is needed for what is large or archived: one of both is enough. */
function ofStorage(seat: CardSeat, isSmall: boolean): Speaks {
  if (isLicenseNeeded(seat)) return isSmall ? 'neutral' : 'for'
  return isSmall ? 'for' : 'against'
}
