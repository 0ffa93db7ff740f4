import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { lastSyncDay, readSavingsSettings } from '../verdicts.ts'
import { fitSignals } from './fit-signals.ts'

type Signal = Evidence['signals'][number]

const Person = z.object({
  account_enabled: z.int().nullable(),
  disabled_since: z.string().nullable(),
  user_type: z.string().nullable(),
  created_at: z.string().nullable(),
  success: z.string().nullable(),
  interactive: z.string().nullable(),
  background: z.string().nullable(),
  on_premises_sync: z.int().nullable(),
  recipient_type: z.string().nullable(),
  storage: z.int().nullable(),
  has_archive: z.int().nullable(),
  mailbox_day: z.string().nullable(),
  sign_ins_at: z.string().nullable(),
})
const App = z.object({
  app: z.string(),
  state: z.string(),
  day: z.string().nullable(),
  as_of: z.string().nullable(),
  idle: z.int().nullable(),
})

/**
 * The signals about a person in the order of the card: account, sign-ins, each app that shows a plan of the
 * seat, mailbox, and what says whether another product would do.
 */
export function signalsOf(
  reader: Reader,
  userId: string,
  rule: string | null,
  plans: Evidence['plans'],
): Signal[] {
  const { idleDays } = readSavingsSettings(reader)
  const day = lastSyncDay(reader)
  const person = reader.first(
    Person,
    sql`
    select user.account_enabled, user.disabled_since, user.user_type, user.created_at,
      user.last_successful_sign_in_at as success, user.last_interactive_sign_in_at as interactive,
      user.last_non_interactive_sign_in_at as background, user.on_premises_sync,
      mailbox.recipient_type, mailbox.storage_used_byte as storage, mailbox.has_archive, mailbox.refresh_date as mailbox_day,
      (select succeeded_at from dataset_state where dataset = 'sign_in_activity' and problem is null) as sign_ins_at
    from v_users as user left join v_mailboxes as mailbox on mailbox.user_id = user.user_id
    where user.user_id = ${userId}`,
  )
  if (person === null) return []
  const shown = new Set(plans.filter(({ isOn }) => isOn).flatMap(({ shownBy }) => shownBy))
  const apps = reader
    .all(
      App,
      sql`select app, state, last_activity_date as day, refresh_date as as_of, idle_days as idle
        from v_app_state where user_id = ${userId} order by app`,
    )
    .filter(({ app }) => shown.has(app))
  const since = day === null ? null : dayAfter(day, 1 - idleDays)
  return [
    ...accountSignals(person, day),
    ...signInSignals(person, since),
    ...apps.map(app => appSignal(app, idleDays)),
    ...mailboxSignals(person),
    ...fitSignals(reader, userId, rule, plans, since),
  ]
}

function accountSignals(person: z.infer<typeof Person>, asOf: string | null): Signal[] {
  const { account_enabled: enabled, disabled_since: since } = person
  const source = 'users'
  return [
    {
      key: 'account',
      value: enabled === null ? null : enabled === 1 ? 'enabled' : 'disabled',
      source,
      asOf,
      speaks: enabled === null ? 'unknown' : enabled === 0 ? 'for' : 'neutral',
    },
    ...(since === null
      ? []
      : [{ key: 'disabledSince', value: since, source: 'changes', asOf, speaks: 'for' as const }]),
    { key: 'userType', value: person.user_type, source, asOf, speaks: 'neutral' },
    { key: 'created', value: person.created_at, source, asOf, speaks: 'neutral' },
    ...(person.on_premises_sync === 1
      ? [{ key: 'onPremises', value: 'yes', source, asOf, speaks: 'neutral' as const }]
      : []),
  ]
}

function signInSignals(person: z.infer<typeof Person>, since: string | null): Signal[] {
  const asOf = person.sign_ins_at?.slice(0, 10) ?? null
  const times = [
    ['successfulSignIn', person.success],
    ['interactiveSignIn', person.interactive],
    ['backgroundSignIn', person.background],
  ] as const
  return times.map(([key, value]) => ({
    key,
    value,
    source: 'sign_in_activity',
    asOf,
    speaks:
      asOf === null || since === null ? 'unknown' : value !== null && value >= since ? 'against' : 'for',
  }))
}

/** Of an app without a date the state says why there is none. */
function appSignal({ app, state, day, as_of, idle }: z.infer<typeof App>, idleDays: number): Signal {
  const isKnown = state === 'date' || state === 'none_on_record'
  return {
    key: `app:${app}`,
    value: day ?? state,
    source: 'reports',
    asOf: as_of,
    speaks: !isKnown ? 'unknown' : idle !== null && idle < idleDays ? 'against' : 'for',
  }
}

function mailboxSignals({
  recipient_type,
  storage,
  has_archive,
  mailbox_day,
}: z.infer<typeof Person>): Signal[] {
  const source = 'mailbox_usage_detail'
  const signal = (key: string, value: string | null): Signal => ({
    key,
    value,
    source,
    asOf: mailbox_day,
    speaks: value === null ? 'unknown' : 'neutral',
  })
  return [
    signal('mailboxKind', recipient_type),
    signal('mailboxSize', storage === null ? null : String(storage)),
    signal('archive', has_archive === null ? null : has_archive === 1 ? 'yes' : 'no'),
  ]
}
