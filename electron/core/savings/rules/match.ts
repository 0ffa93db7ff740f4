import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'

/** The rules, in the order of their precedence within a grade. */
export const rules = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const
export type Rule = (typeof rules)[number]

/** How sure a claim is, the surest first. */
export const grades = ['certain', 'strong', 'weak'] as const
export type Grade = (typeof grades)[number]

/**
 * A rule that looks at one seat alone, as SQL over {@link seatSources}: of the seats that `applies` is true
 * of those match whose `grade` is not null.
 */
export type SeatRule = {
  readonly rule: Rule
  readonly applies: string
  readonly grade: string
  /** SQL for a word that the screens explain; null where the rule's name says all. */
  readonly reason: string
}

/** The place of a rule and of a grade, as stored: the smaller one wins. */
export const rulePlace = (rule: Rule): number => rules.indexOf(rule)
export const gradePlace = (grade: Grade): number => grades.indexOf(grade)

const certain = gradePlace('certain')
const strong = gradePlace('strong')
const weak = gradePlace('weak')
export const gradeSql = { certain, strong, weak } as const

/** What SQL of a rule can name beside `seat`: the way the product is held, and who holds it. */
export const seatSources = `
  cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
  cross join temp.judged_person as person on person.holder_id = seat.holder_id`

/**
 * The seats that rules look at: paid products in force, of people who are not left out by themselves.
 */
export const isJudged = `(pattern.is_judged = 1 and person.is_resource = 0)`

/** What R4 to R7 look at: enabled accounts, and never the mailbox seat of a shared mailbox. */
export const isWatched = `(pattern.is_judged = 1 and person.is_watched = 1
  and not (person.is_shared = 1 and pattern.has_exchange = 1))`

/** The apps, as bits, that are measured and show no use on record of somebody who is not new to them. */
export const nothingOnRecord = '(person.none & ~person.young)'

/** The column of `temp.seat` that keeps the grade by a rule. */
export const gradeColumn = (rule: Rule): string => `${rule.toLowerCase()}_grade`

/** Makes the table `temp.seat_match`, a row for each seat and each rule that matches it. */
export function enterMatches(writer: Writer, seatRules: readonly SeatRule[]): void {
  writer.script(`
    drop table if exists temp.seat_match;
    create temp table seat_match (
      seat_id integer not null, rule integer not null, grade integer not null,
      reason text, target_sku_id text, primary key (seat_id, rule)) strict, without rowid`)
  for (const { rule, reason } of seatRules) {
    writer.run(
      raw(`
      insert into temp.seat_match (seat_id, rule, grade, reason)
      select seat.seat_id, ${rulePlace(rule)}, seat.${gradeColumn(rule)}, ${reason}
      from temp.seat as seat ${seatSources}
      where seat.${gradeColumn(rule)} is not null`),
    )
  }
}
