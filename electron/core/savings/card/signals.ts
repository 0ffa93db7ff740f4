import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { successRecordedFrom } from '../facts/people.ts'
import type { SavingsSettings } from '../settings.ts'
import { lastSyncDay } from '../verdicts.ts'
import { appSignals } from './app-signals.ts'
import { fitSignals } from './fit-signals.ts'
import { mailboxSignals } from './mailbox-signals.ts'
import type { CardSeat } from './seat.ts'
import { type Signal, type Speaks, signal } from './signal.ts'

const Person = z.object({
  account_enabled: z.int().nullable(),
  disabled_since: z.string().nullable(),
  user_type: z.string().nullable(),
  created_at: z.string().nullable(),
  success: z.string().nullable(),
  interactive: z.string().nullable(),
  background: z.string().nullable(),
  on_premises_sync: z.int().nullable(),
  is_resource_account: z.int().nullable(),
  sign_ins_at: z.string().nullable(),
  sign_in_problem: z.string().nullable(),
})
type Person = z.infer<typeof Person>

/** Rules that ask whether somebody signs in. Whoever holds a product twice or too large a one does. */
const signInRules: readonly (string | null)[] = ['R4', 'R5', 'R6']

/**
 * The signals about a person in the order of the card: account, sign-ins, each app that shows a plan of the
 * seat, mailbox, and what says whether another product would do. What each says for or against depends on
 * the claim; without one nothing speaks.
 */
export function signalsOf(
  reader: Reader,
  seat: CardSeat,
  plans: Evidence['plans'],
  settings: SavingsSettings,
): Signal[] {
  const day = lastSyncDay(reader)
  const person = reader.first(
    Person,
    sql`
    select user.account_enabled, user.disabled_since, user.user_type, user.created_at,
      user.last_successful_sign_in_at as success, user.last_interactive_sign_in_at as interactive,
      user.last_non_interactive_sign_in_at as background, user.on_premises_sync, user.is_resource_account,
      (select succeeded_at from dataset_state where dataset = 'sign_in_activity' and problem is null) as sign_ins_at,
      (select problem from dataset_state where dataset = 'sign_in_activity') as sign_in_problem
    from v_users as user where user.user_id = ${seat.userId}`,
  )
  if (person === null) return []
  const since = day === null ? null : dayAfter(day, 1 - settings.idleDays)
  return [
    ...accountSignals(person, seat.rule, day),
    ...signInSignals(person, seat.rule, since),
    ...appSignals(reader, seat, plans, settings),
    ...mailboxSignals(reader, seat, plans, settings),
    ...fitSignals(reader, seat, plans, settings, since),
  ]
}

function accountSignals(person: Person, rule: string | null, asOf: string | null): Signal[] {
  const { account_enabled: enabled, disabled_since: since, user_type: type } = person
  const ofDisabled: Speaks = rule === 'R1' ? 'for' : 'neutral'
  const word = enabled === null ? null : enabled === 1 ? 'enabled' : 'disabled'
  return [
    signal(
      'account',
      word,
      'users',
      asOf,
      enabled === null ? 'unknown' : enabled === 0 ? ofDisabled : 'neutral',
    ),
    ...(since === null ? [] : [signal('disabledSince', since, 'changes', asOf, ofDisabled)]),
    signal('userType', type, 'users', asOf, rule === 'R6' ? 'for' : 'neutral'),
    signal('created', person.created_at, 'users', asOf, 'neutral'),
    ...(person.on_premises_sync === 1 ? [signal('onPremises', 'yes', 'users', asOf, 'neutral')] : []),
    ...(person.is_resource_account === 1 ? [signal('resource', 'yes', 'users', asOf, 'neutral')] : []),
  ]
}

/** Only the last success proves a sign-in; the other times are of attempts, failed ones too. */
function signInSignals(person: Person, rule: string | null, since: string | null): Signal[] {
  const { success, interactive, background, sign_ins_at } = person
  const asOf = sign_ins_at?.slice(0, 10) ?? null
  const source = 'sign_in_activity'
  if (asOf === null || since === null) {
    const why = unknownSignIns[person.sign_in_problem ?? ''] ?? 'sign_ins_missing'
    return signInKeys.map(key => signal(key, why, source, null, 'unknown'))
  }
  const isRecorded = success === null || success >= successRecordedFrom
  const speaksAt = (time: string | null): Speaks =>
    !signInRules.includes(rule) ? 'neutral' : time !== null && time >= since ? 'against' : 'for'
  const ofSuccess = rule === 'R1' ? afterDisabling(success, person.disabled_since) : speaksAt(success)
  const attempt = (key: string, time: string | null) =>
    signal(key, time, source, asOf, speaksAt(time), {
      note: isRecorded && hasFailed(time, success) ? 'failed' : null,
    })
  return [
    signal('successfulSignIn', success, source, asOf, isRecorded ? ofSuccess : 'unknown', {
      note: isRecorded ? null : 'notRecorded',
    }),
    attempt('interactiveSignIn', interactive),
    attempt('backgroundSignIn', background),
  ]
}

const signInKeys = ['successfulSignIn', 'interactiveSignIn', 'backgroundSignIn'] as const
const unknownSignIns: Readonly<Record<string, string>> = {
  notGranted: 'sign_ins_not_granted',
  licenseMissing: 'sign_ins_not_offered',
  notInThisCloud: 'not_offered',
}

const afterDisabling = (success: string | null, disabledSince: string | null): Speaks =>
  success !== null && disabledSince !== null && success.slice(0, 10) > disabledSince.slice(0, 10)
    ? 'against'
    : 'for'

const minuteMs = 60_000

/** An attempt later than the last success did not succeed. Before there were successes nobody can tell. */
function hasFailed(time: string | null, success: string | null): boolean {
  if (time === null || time < successRecordedFrom) return false
  return success === null || Date.parse(time) - Date.parse(success) > minuteMs
}
