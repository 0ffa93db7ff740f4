import type { Writer } from '../../database/ports.ts'
import { bitOf } from '../facts/bits.ts'
import { holdsBeside, isSeatOf } from '../facts/seats.ts'
import { firstClaimed } from './judged-seats.ts'
import {
  gradeSql as grade,
  isWatched,
  nothingOnRecord,
  type Rule,
  rulePlace,
  type SeatRule,
  seatSources,
} from './match.ts'

const isMeasured = `(person.dated | ${nothingOnRecord}) & pattern.witnesses`
const isUsed = 'person.used & pattern.witnesses'
const hasGap = 'person.gap & pattern.witnesses'
const isDated = 'person.dated & pattern.witnesses'

/**
 * The bands of `sign_in`: 1 out, 2 background, 3 in, 0 unknown. Of Visio and Project only the activation is
 * watched, so that without it R7 speaks of whoever is still there.
 */
const gradeOfIdle = `case
  when (${isMeasured}) <> 0 and (${hasGap}) = 0 then iif(person.sign_in = 1, ${grade.strong},
    iif(pattern.has_visio or pattern.has_project, null, ${grade.weak}))
  when (${isMeasured}) <> 0 then iif(person.sign_in in (1, 2), ${grade.weak}, null)
  when person.sign_in = 1 then ${grade.weak} end`

const reasonOfIdle = `case person.sign_in when 3 then 'signsIn' when 2 then 'background' when 0 then 'signInUnknown' end`

const isIdle = `${isWatched} and (${isUsed}) = 0`
const isBlind = `(${isMeasured}) = 0`
const signsInAtTimes = 'person.success_day is not null or person.attempt_day is not null'

/**
 * R4 and R5: no witness of the seat's plans within the idle days. R4 has no date on record at all, R5 an
 * older one. Where no witness is measured, only the sign-in speaks: never on record is R4, an older one R5.
 */
export const idleRules: readonly SeatRule[] = [
  {
    rule: 'R4',
    applies: `${isIdle} and iif(${isBlind}, not (${signsInAtTimes}), (${isDated}) = 0)`,
    grade: gradeOfIdle,
    reason: reasonOfIdle,
  },
  {
    rule: 'R5',
    applies: `${isIdle} and iif(${isBlind}, ${signsInAtTimes}, (${isDated}) <> 0)`,
    grade: gradeOfIdle,
    reason: reasonOfIdle,
  },
]

/**
 * A product that no report covers takes rule and grade of the person's own strong seat: who uses nothing
 * that is watched does not use the rest either. A strong R4 comes before a strong R5. A seat that is too new
 * to be claimed says nothing of the others.
 */
export function followOwnSeats(writer: Writer): void {
  const [never, older] = [rulePlace('R4'), rulePlace('R5')]
  const isStrong = (rule: Rule) => `max(hit.rule = ${rulePlace(rule)} and hit.grade = ${grade.strong})`
  writer.script(`
    insert into temp.seat_match (seat_id, rule, grade, reason)
    select seat.seat_id, iif(own.is_never, ${never}, ${older}), ${grade.strong}, 'blind'
    from (
      select watched.holder_id, ${isStrong('R4')} as is_never, ${isStrong('R5')} as is_older
      from temp.seat_match as hit cross join temp.seat as watched on watched.seat_id = hit.seat_id
      where hit.rule in (${never}, ${older}) and watched.stands >= ${firstClaimed} group by watched.holder_id
    ) as own
    cross join temp.seat as seat on ${isSeatOf('own.holder_id')}
    ${seatSources}
    where (own.is_never or own.is_older) and pattern.witnesses = 0 and ${isWatched}
    on conflict do update set grade = excluded.grade, reason = excluded.reason;
    delete from temp.seat_match where rule in (${never}, ${older}) and grade = ${grade.weak} and exists (
      select 1 from temp.seat_match as own where own.seat_id = seat_match.seat_id
        and own.rule in (${never}, ${older}) and own.reason = 'blind')`)
}

const copilotBit = bitOf('copilot')
const never = (app: 'visio_activation' | 'project_activation' | 'apps_activation') =>
  `(${nothingOnRecord} & ${bitOf(app)} <> 0)`

const oneDriveBit = bitOf('onedrive')
const isOneDriveUnused = `(pattern.witnesses & (person.used | person.gap | person.young) & ${oneDriveBit} = 0)`

/**
 * R7: a product that shows no use of its own. Copilot: nothing on record, or idle; strong where the person
 * used another app within 30 days, so that they are not on leave. Visio and Project: never activated; their
 * use in the browser has no report. Apps: never activated, not on a shared computer either, not used on a
 * desktop, and their OneDrive not used, unless another product gives it as well.
 */
export const unusedProductRule: SeatRule = {
  rule: 'R7',
  applies: `${isWatched} and (
      pattern.is_copilot = 1 and (${nothingOnRecord} | person.dated) & ${copilotBit} and not person.used & ${copilotBit}
      or pattern.has_visio = 1 and ${never('visio_activation')}
      or pattern.has_project = 1 and ${never('project_activation')}
      or pattern.has_apps = 1 and ${never('apps_activation')} and coalesce(person.shares_computer, 1) = 0
        and person.uses_desktop = 0 and (${isOneDriveUnused} or ${holdsBeside('other.has_onedrive = 1')}))`,
  grade: `case
      when pattern.is_copilot = 1 then iif(person.recent & ~${copilotBit} <> 0, ${grade.strong}, ${grade.weak})
      when pattern.has_apps = 1 then ${grade.strong}
      else ${grade.weak} end`,
  reason: `case when pattern.is_copilot = 1 then 'copilot' when pattern.has_apps = 1 then 'apps' else 'activation' end`,
}
