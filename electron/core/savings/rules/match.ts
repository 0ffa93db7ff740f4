import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'

/** The rules, in the order of their precedence within a grade. */
export const rules = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const
export type Rule = (typeof rules)[number]

/** How sure a claim is, the surest first. */
export const grades = ['certain', 'strong', 'weak'] as const
export type Grade = (typeof grades)[number]

/** What a rule's select gives: a row for each seat that it matches. */
export const matchColumns = ['holder_id', 'sku_id', 'grade', 'reason', 'target_sku_id'] as const

/** The place of a rule and of a grade, as stored: the smaller one wins. */
export const rulePlace = (rule: Rule): number => rules.indexOf(rule)
export const gradePlace = (grade: Grade): number => grades.indexOf(grade)

const certain = gradePlace('certain')
const strong = gradePlace('strong')
const weak = gradePlace('weak')
export const gradeSql = { certain, strong, weak } as const

/** Makes the empty table `temp.seat_match`, a row for each seat and each rule that matches it. */
export function createMatches(writer: Writer): void {
  writer.script(`
    drop table if exists temp.seat_match;
    create temp table seat_match (
      holder_id integer not null, sku_id text not null, rule integer not null, grade integer not null,
      reason text, target_sku_id text, primary key (holder_id, sku_id, rule)) strict, without rowid`)
}

/**
 * Enters what a rule matches.
 *
 * @param select a select of {@link matchColumns} over {@link judgedSeats}
 */
export function enterMatches(writer: Writer, rule: Rule, select: string): void {
  writer.run(
    raw(`
    insert into temp.seat_match (rule, holder_id, sku_id, grade, reason, target_sku_id)
    select ${rulePlace(rule)}, holder_id, sku_id, grade, reason, target_sku_id from (${select})
    where grade is not null`),
  )
}

/**
 * The seats that rules look at, as `seat`, with the person as `person` and the way the product is held as
 * `pattern`: paid products that are in force, of people who are not left out by themselves.
 */
export const judgedSeats = `
  from temp.seat as seat
  cross join temp.judged_product as product on product.sku_id = seat.sku_id and product.kind = 'paid' and product.is_live
  cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
  cross join temp.judged_person as person on person.holder_id = seat.holder_id and person.is_resource = 0`

/** What R4 to R7 look at: enabled accounts, and never the mailbox seat of a shared mailbox. */
export const usedSeats = `${judgedSeats}
  and person.is_enabled = 1 and not (pattern.has_exchange = 1 and coalesce(person.recipient_type, '') = 'Shared')`
