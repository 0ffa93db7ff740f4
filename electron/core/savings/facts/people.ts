import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import type { Moment } from './moment.ts'
import { noteNewcomers } from './newcomers.ts'
import { firstSeen } from './seats.ts'
import { enterUsage, nobody } from './usage.ts'

/** How somebody signs in, as kept in `temp.judged_person.sign_in`. */
export const signInBands = ['unknown', 'out', 'background', 'in'] as const
export type SignInBand = (typeof signInBands)[number]

/** Before this day no successful sign-in was recorded, so that its absence says nothing. */
export const successRecordedFrom = '2023-12-01'

const giga = 1024 ** 3
export const mailboxLimit = 50 * giga

/**
 * Makes the table `temp.judged_person`: a row for everybody who holds a product, with what is known of the
 * account, the sign-ins, the use of each app as bits, the mailbox and the OneDrive, see {@link enterUsage}.
 */
export function enterPeople(writer: Writer, moment: Moment): void {
  enterUsage(writer, moment)
  writer.script(`drop table if exists temp.judged_person; ${personTable}`)
  writer.run(personRows(moment))
  noteDisabled(writer)
  noteNewcomers(writer, moment)
}

const personTable = `
  create temp table judged_person (
    holder_id integer primary key, person_id integer, is_enabled integer not null, is_guest integer not null,
    is_resource integer not null, is_watched integer not null, is_shared integer not null, created_day text, disabled_day text, was_seen_disabled integer not null default 0,
    sign_in integer not null, success_day text, attempt_day text,
    used integer not null, recent integer not null, this_week integer not null, half_year integer not null, dated integer not null, none integer not null, gap integer not null, remembered integer not null, young integer not null,
    last_use text, exchange_day text, knows_exchange integer not null,
    recipient_type text, mailbox_byte integer, has_archive integer, onedrive_byte integer,
    uses_desktop integer, has_desktop_activation integer, shares_computer integer
  ) strict`

const personRows = (moment: Moment) =>
  raw(`
    insert into temp.judged_person
    select
      person.holder_id, person.person_id, is_enabled, is_guest, is_resource, is_enabled = 1 and is_resource = 0,
      coalesce(recipient_type = 'Shared', 0), created_day, null, 0,
      sign_in, success_day, attempt_day,
      used, recent, this_week, half_year, dated, none, gap, remembered, 0,
      last_use, exchange_day, knows_exchange,
      recipient_type, mailbox_byte, has_archive, onedrive_byte,
      uses_desktop, has_desktop_activation, shares_computer
    from (${holders(moment)}) as person
    cross join temp.usage_fact as fact on fact.person_id = coalesce(person.person_id, ${nobody})`)

/**
 * Everybody who holds a product, with the account, the sign-ins and the number in the reports, which is the
 * one that no other person of theirs counts for. The limit, which is none, has each number looked up once.
 */
const holders = (moment: Moment) => `
      select holder.holder_id, iif(user.upn_key is null, null, (
          select max(person_id) from person where person.user_id = user.user_id
            and person.person_id not in (select person_id from person where counts_for is not null))) as person_id,
        coalesce(user.account_enabled, -1) as is_enabled, coalesce(user.user_type, '') = 'Guest' as is_guest,
        coalesce(user.is_resource_account, 0) as is_resource, substr(user.created_at, 1, 10) as created_day,
        ${signInBand(moment)} as sign_in, substr(sign_in.last_successful_at, 1, 10) as success_day,
        substr(nullif(max(ifnull(sign_in.last_interactive_at, ''), ifnull(sign_in.last_non_interactive_at, '')), ''), 1, 10)
          as attempt_day
      from temp.holder as holder
      cross join user on user.user_id = holder.user_id
      left join sign_in on sign_in.user_id = user.user_id
      limit -1`

/** Counted from the day of the sync: see {@link signInBands}. */
function signInBand({ knowsSignIns, syncDay, settings }: Moment): string {
  if (!knowsSignIns) return '0'
  const since = `'${dayAfter(syncDay, 1 - settings.idleDays)}'`
  const success = `nullif(sign_in.last_successful_at, '')`
  const [interactive, other] = ['sign_in.last_interactive_at', 'sign_in.last_non_interactive_at']
  return `case
      when ${success} < '${successRecordedFrom}' then 0
      when ${success} >= ${since} then iif(${interactive} >= ${since}, 3, 2)
      when ${success} is not null then 1
      when ${interactive} >= ${since} or ${other} >= ${since} then 2
      else 1 end`
}

/**
 * Since when a disabled account has been disabled: the latest change that says so, else the day on which the
 * account was first seen. That its mailbox was used since then stays so when no report says it any more.
 */
function noteDisabled(writer: Writer): void {
  const said = `change.user_id = holder.user_id
          and change.kind = 'user_changed' and ',' || replace(change.detail, ' ', '') || ',' like '%,account_enabled,%'`
  writer.run(
    raw(`
    update temp.judged_person as person set
      disabled_day = substr(coalesce(
        (select max(change.at) from change where ${said}),
        (select max(change.at) from change where change.user_id = holder.user_id and change.kind = 'user_added'),
        ${firstSeen}), 1, 10),
      was_seen_disabled = not exists (select 1 from change where ${said}),
      exchange_day = nullif(max(ifnull(person.exchange_day, ''), ifnull((
        select max(printf('%04d-%02d-%02d', kept.month / 100, kept.month % 100, calendar.day))
        from activity_day as kept join day_bit as calendar on calendar.bit <= kept.days
        where kept.person_id = person.person_id and kept.app = 'exchange'), '')), '')
    from temp.holder as holder where holder.holder_id = person.holder_id and person.is_enabled = 0`),
  )
}
