import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { bitsOf } from '../facts/bits.ts'
import type { Moment } from '../facts/moment.ts'
import { mailboxLimit } from '../facts/people.ts'
import { gradeSql as grade, isJudged, isWatched, type SeatRule } from './match.ts'

/**
 * R1: the seat of a disabled account. Weak where the mailbox is used after the disabling; certain where no
 * mailbox comes with the seat, or a measured one of a person is small, without an archive and unused since;
 * strong otherwise. An account that was disabled when it was first seen is left alone for some days, unless
 * its last success and every use are known to be older than these; attempts to sign in to it fail and say
 * nothing.
 */
export function disabledRule(moment: Moment): SeatRule {
  const { syncDay, settings } = moment
  const latest = dayAfter(syncDay, -settings.leaverDays)
  const isOldNews = `(person.was_seen_disabled = 1 and ${isPastKnown(moment)} and coalesce(person.success_day, '') < '${latest}'
    and coalesce(person.last_use, '') < '${latest}'
    and (person.success_day is not null or person.last_use is not null))`
  const isSoundMailbox = `(person.recipient_type = 'User' and person.mailbox_byte <= ${mailboxLimit}
    and coalesce(person.has_archive, 1) = 0 and person.knows_exchange = 1
    and coalesce(person.exchange_day, '') <= person.disabled_day)`
  return {
    rule: 'R1',
    applies: `${isJudged} and person.is_enabled = 0
      and not (person.is_shared = 1 and pattern.has_exchange = 1)`,
    grade: `case
        when person.disabled_day > '${latest}' then iif(${isOldNews}, ${grade.strong}, null)
        when pattern.has_exchange = 0 then ${grade.certain}
        when person.exchange_day > person.disabled_day then ${grade.weak}
        when ${isSoundMailbox} then ${grade.certain}
        else ${grade.strong} end`,
    reason: `case
        when pattern.has_exchange = 0 then 'noMailbox'
        when person.exchange_day > person.disabled_day then 'mailboxUsed'
        when person.recipient_type is null then 'mailboxUnknown'
        when coalesce(person.mailbox_byte, 0) > ${mailboxLimit} then 'mailboxLarge'
        when coalesce(person.has_archive, 0) = 1 then 'archive' end`,
  }
}

/**
 * SQL for whether sign-ins were retrieved, and the reports of every app that the tenant has, those of the
 * seat's own among them.
 */
function isPastKnown({ apps, knowsSignIns }: Moment): string {
  const isMissing = apps.some(({ gap }) => gap === 'report_missing' || gap === 'concealed')
  const refused = apps.filter(({ gap }) => gap === 'not_granted').map(({ app }) => app)
  if (!knowsSignIns || isMissing || refused.length === apps.length) return '0'
  return `pattern.witnesses & ${bitsOf(refused)} = 0`
}

const giga = 1024 ** 3
const comfortable = 45 * giga

/** SQL for a shared mailbox that may not be without a license: it is large, or has an archive. */
export const needsLicense = `(person.is_shared = 1 and pattern.has_exchange = 1
  and (person.mailbox_byte > ${mailboxLimit} or person.has_archive = 1))`

/** R2: a shared mailbox that needs no license. What is not measured is not met. */
export const sharedMailboxRule: SeatRule = {
  rule: 'R2',
  applies: `${isJudged} and person.is_shared = 1 and pattern.has_exchange = 1 and person.has_archive = 0`,
  grade: `case
      when person.mailbox_byte <= ${comfortable} then ${grade.strong}
      when person.mailbox_byte <= ${mailboxLimit} then ${grade.weak} end`,
  reason: `'sharedMailbox'`,
}

/** R6: a guest who holds a paid product. */
export const guestRule: SeatRule = {
  rule: 'R6',
  applies: `${isWatched} and person.is_guest = 1`,
  grade: `iif(person.sign_in = 1, ${grade.strong}, ${grade.weak})`,
  reason: `'guest'`,
}
