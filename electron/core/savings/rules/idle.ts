import type { Writer } from '../../database/ports.ts'
import { bitOf } from '../facts/bits.ts'
import { enterMatches, gradeSql as grade, gradePlace, type Rule, rulePlace, usedSeats } from './match.ts'

const isMeasured = '(person.dated | person.none) & pattern.witnesses'
const isUsed = 'person.used & pattern.witnesses'
const hasGap = 'person.gap & pattern.witnesses'
const isDated = 'person.dated & pattern.witnesses'

/** The bands of `sign_in`: 1 out, 2 background, 3 in, 0 unknown. */
const gradeOfIdle = `case
  when (${isMeasured}) <> 0 and (${hasGap}) = 0 then iif(person.sign_in = 1, ${grade.strong}, ${grade.weak})
  when (${isMeasured}) <> 0 then iif(person.sign_in in (1, 2), ${grade.weak}, null)
  when person.sign_in = 1 then ${grade.weak} end`

const reasonOfIdle = `case person.sign_in when 3 then 'signsIn' when 2 then 'background' when 0 then 'signInUnknown' end`

/**
 * R4 and R5: no witness of the seat's plans within the idle days. R4 has no date on record at all, R5 an
 * older one. Where no witness is measured, only the sign-in speaks: never on record is R4, an older one R5.
 */
export function matchIdle(writer: Writer): void {
  const idle = (condition: string) => `
    select seat.holder_id, seat.sku_id, ${gradeOfIdle} as grade, ${reasonOfIdle} as reason, null as target_sku_id
    ${usedSeats} and (${isUsed}) = 0 and (${condition})`
  const isBlind = `(${isMeasured}) = 0`
  enterMatches(
    writer,
    'R4',
    idle(`iif(${isBlind}, person.success_day is null and person.attempt_day is null, (${isDated}) = 0)`),
  )
  enterMatches(
    writer,
    'R5',
    idle(
      `iif(${isBlind}, person.success_day is not null or person.attempt_day is not null, (${isDated}) <> 0)`,
    ),
  )
  followOwnSeats(writer)
}

/**
 * A product that no report covers takes rule and grade of the person's own strong seat: who uses nothing
 * that is watched does not use the rest either.
 */
function followOwnSeats(writer: Writer): void {
  const places = [rulePlace('R4'), rulePlace('R5')].join(', ')
  for (const rule of ['R4', 'R5'] as const) {
    const other: Rule = rule === 'R4' ? 'R5' : 'R4'
    writer.script(`
      insert into temp.seat_match (holder_id, sku_id, rule, grade, reason)
      select seat.holder_id, seat.sku_id, ${rulePlace(rule)}, ${gradePlace('strong')}, 'blind'
      ${usedSeats} and pattern.witnesses = 0
      where exists (
        select 1 from temp.seat_match as own where own.holder_id = seat.holder_id and own.rule = ${rulePlace(rule)}
          and own.grade = ${gradePlace('strong')} and own.reason is not 'blind')
      ${
        rule === 'R5'
          ? `and not exists (select 1 from temp.seat_match as own where own.holder_id = seat.holder_id
          and own.rule = ${rulePlace(other)} and own.grade = ${gradePlace('strong')} and own.reason is not 'blind')`
          : ''
      }
      on conflict do update set grade = excluded.grade, reason = excluded.reason`)
  }
  writer.script(`
    delete from temp.seat_match where rule in (${places}) and grade = ${gradePlace('weak')} and exists (
      select 1 from temp.seat_match as own where own.holder_id = seat_match.holder_id and own.sku_id = seat_match.sku_id
        and own.rule in (${places}) and own.reason = 'blind')`)
}

const copilotBit = bitOf('copilot')

/**
 * R7: a product that shows no use of its own. Copilot: nothing on record, or idle; strong where the person
 * used another app within 30 days, so that they are not on leave. Visio and Project: never activated; their
 * use in the browser has no report. Apps: never activated, not used on a desktop, and a OneDrive of its own
 * not used either.
 */
export function matchUnusedProducts(writer: Writer): void {
  const isPresent = `person.recent & ~${copilotBit} <> 0`
  const never = (app: 'visio_activation' | 'project_activation' | 'apps_activation') =>
    `(person.none & ${bitOf(app)} <> 0)`
  enterMatches(
    writer,
    'R7',
    `
    select seat.holder_id, seat.sku_id,
      case
        when pattern.is_copilot = 1 then iif(${isPresent}, ${grade.strong}, ${grade.weak})
        when pattern.has_apps = 1 then ${grade.strong}
        else ${grade.weak} end as grade,
      case when pattern.is_copilot = 1 then 'copilot' when pattern.has_apps = 1 then 'apps' else 'activation' end as reason,
      null as target_sku_id
    ${usedSeats}
    where pattern.is_copilot = 1 and (person.none | person.dated) & ${copilotBit} and not person.used & ${copilotBit}
      or pattern.has_visio = 1 and ${never('visio_activation')}
      or pattern.has_project = 1 and ${never('project_activation')}
      or pattern.has_apps = 1 and pattern.has_exchange = 0 and pattern.has_teams = 0 and ${never('apps_activation')}
        and person.uses_desktop = 0 and person.onedrive_used = 0`,
  )
}
