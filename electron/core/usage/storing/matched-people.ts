import { countOf } from '../../database/counts.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import type { Scope } from '../../database/scope.ts'
import { raw, sql } from '../../database/sql.ts'
import { withoutIndexes } from '../../database/without-indexes.ts'

/**
 * A key is its present owner's; of a former name that is nobody's today it is whoever had it last. People are
 * gone through in the order of their keys, in which the index of the directory's names is, too.
 */
const owners = (concerned: string) => `
  select named.person_id, coalesce(named.own_id, former.user_id) as user_id,
    coalesce(named.own_name, renamed.user_principal_name, named.reported_key, named.person_key) as name,
    today.person_id as counts_for
  from (
    select person_id, person_key, reported_key,
      (select min(user_id) from user where upn_key = person.person_key) as own_id,
      (select user_principal_name from user where upn_key = person.person_key order by user_id limit 1) as own_name
    from person indexed by sqlite_autoindex_person_1 where person.person_key ${concerned}
  ) as named
  left join former_name as former on named.own_id is null and former.upn_key = named.person_key
  left join user as renamed on renamed.user_id = former.user_id
  left join person as today on today.person_key = renamed.upn_key`

/**
 * Finds out who the people of the usage reports are in the directory, and under which name they are shown.
 * Somebody who was renamed counts once, under today's name, also where reports still have only the former
 * one: `counts_for` leads from the former to today's person, who is entered where no report names them yet.
 *
 * @param scope all people, or those under the keys in `temp.touched_key`
 */
export function matchPeople(writer: Writer, scope: Scope): void {
  enterRenamed(writer)
  const match = () =>
    writer.run(
      raw(`
      update person set user_id = found.user_id, user_principal_name = found.name, counts_for = found.counts_for
      from (${owners(scope === 'all' ? ">= ''" : 'in (select upn_key from temp.touched_key)')}) as found
      where found.person_id = person.person_id
        and (person.user_id is not found.user_id or person.user_principal_name <> found.name
          or person.counts_for is not found.counts_for)`),
    )
  if (scope === 'all' && isMostlyUnmatched(writer)) withoutIndexes(writer, 'person', '%', match)
  else match()
}

/** Whether most people are nobody in the directory so far, as those of a first sync are. */
function isMostlyUnmatched(reader: Reader): boolean {
  const all = countOf(reader, sql`select count(*) as count from person`)
  return countOf(reader, sql`select count(*) as count from person where user_id is null`) * 2 > all
}

/** Today's names of those whom reports know under a former one. */
function enterRenamed(writer: Writer): void {
  writer.run(sql`
    insert into person (person_key, user_principal_name)
    select user.upn_key, user.user_principal_name
    from former_name
    cross join person on person.person_key = former_name.upn_key
    cross join user on user.user_id = former_name.user_id
    where user.upn_key is not null
      and not exists (select 1 from user as other where other.upn_key = former_name.upn_key)
    on conflict (person_key) do nothing`)
}

/**
 * The people under the touched keys with everybody who counts for them or whom they count for, as
 * `temp.touched_person`.
 */
export function gatherTouchedPeople(writer: Writer): void {
  writer.script(`
    create temp table if not exists touched_person (person_id integer primary key) strict;
    insert or ignore into temp.touched_person
    select person_id from person where person_key in (select upn_key from temp.touched_key);
    insert or ignore into temp.touched_person
    select counts_for from person
    where person_id in (select person_id from temp.touched_person) and counts_for is not null`)
}

export function dropTouchedPeople(writer: Writer): void {
  writer.script('drop table if exists temp.touched_person')
}
