import { hiddenText } from '../../contract/entry/made-up-names.ts'

/**
 * The tables that hold names of users, and what each such column is shown as. On a connection with pseudonyms
 * a temporary view of the same name stands before the table, which nothing that reads can pass by; the views
 * of the contract are made again over these.
 *
 * `pseudonym_name` and `pseudonym_upn` take an id; `pseudonym_text` what a user is found by. Whom the
 * directory does not have is told from others by the name in the reports.
 */
export const shadowedColumns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  user: {
    user_principal_name: 'iif(user_principal_name is null, null, pseudonym_upn(user_id))',
    upn_key: 'iif(upn_key is null, null, pseudonym_upn(user_id))',
    display_name: 'iif(display_name is null, null, pseudonym_name(user_id))',
    mail: 'iif(mail is null, null, pseudonym_upn(user_id))',
    employee_id: 'null',
  },
  user_summary: { sort_name: 'iif(sort_name is null, null, lower(pseudonym_name(user_id)))' },
  user_text: {
    text: `pseudonym_text(user_id, (
      select department from main.user as known where known.user_id = user_text.user_id))`,
  },
  // What is searched for is looked up in the texts.
  user_search: { text: 'null' },
  person: {
    person_key: `iif(user_id is null or counts_for is not null, pseudonym_upn(person_key), pseudonym_upn(user_id))`,
    reported_key: 'null',
    user_principal_name: 'pseudonym_upn(coalesce(user_id, lower(user_principal_name)))',
  },
  former_name: { upn_key: 'pseudonym_upn(upn_key)' },
  change: {
    user_principal_name: `iif(
      user_principal_name is null, null, pseudonym_upn(coalesce(user_id, lower(user_principal_name))))`,
  },
  // What somebody wrote about users may name them.
  exclusion: { upn_pattern: hidden('upn_pattern'), note: hidden('note'), made_by: hidden('made_by') },
  decision: { note: hidden('note'), decided_by: hidden('decided_by') },
  renewal_decision: { note: hidden('note') },
  saved_plan: {
    name: `'${hiddenText} ' || (
      select count(*) from main.saved_plan as other
      where (other.saved_at, other.name) <= (saved_plan.saved_at, saved_plan.name))`,
  },
  price: { note: hidden('note') },
  plan_statement: { made_by: hidden('made_by') },
  frontline_mark: { made_by: hidden('made_by') },
}

function hidden(column: string): string {
  return `iif(${column} is null, null, '${hiddenText}')`
}
