import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'
import { bitOf } from '../facts/bits.ts'
import type { Moment } from '../facts/moment.ts'
import { seatNumber } from '../facts/seats.ts'
import { needsLicense } from './accounts.ts'
import { gradeSql as grade, isJudged, nothingOnRecord, rulePlace, seatSources } from './match.ts'

const isUsual = `person.is_enabled = 1 and not (person.is_shared = 1 and pattern.has_exchange = 1)`
const isFrontline = `exists (select 1 from frontline_mark as mark
  join temp.holder as holder on holder.holder_id = person.holder_id join user on user.user_id = holder.user_id
  where mark.kind = 'department' and mark.value = user.department collate nocase
    or mark.kind = 'job_title' and mark.value = user.job_title collate nocase
    or mark.kind = 'group' and exists (select 1 from license_state as state
      where state.user_id = user.user_id and state.group_id = mark.value))`

/**
 * R8: a smaller product would do. What the table of downgrades asks for and nobody measured is not met; what
 * would be lost and no report shows has to be stated as unused, or the claim is weak. Of several targets the
 * surest counts, then the one that saves most.
 */
export function matchSmallerProducts(writer: Writer, { settings }: Moment): void {
  const share = settings.fitPercent / 100
  const fits = `(person.mailbox_byte <= down.mailbox_byte * ${share} and person.onedrive_byte <= down.onedrive_byte * ${share})`
  const noDesktop = `(person.uses_desktop = 0 and person.has_desktop_activation = 0 and person.shares_computer = 0)`
  const noLoss = `(person.used & down.witnesses = 0 and (${nothingOnRecord} | person.dated) & down.witnesses = down.witnesses)`
  const unlessBlind = `iif(down.blind = 0, ${grade.strong}, ${grade.weak})`
  const onlyMail = `(person.half_year = ${bitOf('exchange')} and (person.gap | person.young) & pattern.witnesses = 0)`
  writer.run(
    raw(`
    insert into temp.seat_match (rule, seat_id, grade, reason, target_sku_id)
    select ${rulePlace('R8')}, seat_id, grade, test, target_sku_id from (
      select *, row_number() over (partition by seat_id order by grade, saving desc, target_sku_id) as place from (
        select seat.seat_id, down.test, down.target_sku_id, down.saving, case down.test
          when 'light' then iif(${isUsual} and ${noDesktop} and ${fits} and person.has_archive = 0 and ${noLoss}, ${unlessBlind}, null)
          when 'frontline' then iif(${isUsual} and ${noDesktop} and ${fits} and person.has_archive = 0 and ${noLoss},
            iif(${isFrontline}, ${grade.strong}, ${grade.weak}), null)
          when 'unusedPlans' then iif(${isUsual} and down.blind = 0 and ${noLoss}, ${grade.strong}, null)
          when 'sharedMailbox' then iif(${needsLicense}, ${grade.strong}, null)
          when 'mailOnly' then iif(${isUsual} and pattern.has_exchange = 1 and ${onlyMail} and person.used & down.witnesses = 0 and person.has_archive = 0
            and person.mailbox_byte <= down.mailbox_byte * ${share}, ${grade.weak}, null) end as grade
        from temp.holding
        cross join temp.downgrade as down on down.combination = holding.combination
        cross join temp.seat as seat on seat.seat_id = ${seatNumber('holding.holder_id', 'down.pattern_id')}
        ${seatSources}
        where ${isJudged}
      ) where grade is not null
    ) where place = 1`),
  )
}
