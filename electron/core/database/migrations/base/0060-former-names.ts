import type { Migration } from '../migration.ts'

/**
 * The sign-in names that people had before, because usage reports show renamed people under their old name
 * for a while. What an earlier version of the program wrote down of renamed people is taken over from the
 * list of changes.
 */
export const formerNames: Migration = {
  version: 60,
  name: 'former names',
  up: `
create table former_name (
  -- A user principal name in lower case that is nobody's today. Of several people who had it, the last one.
  upn_key text primary key,
  user_id text not null,
  -- When the person was first seen under another name, ISO 8601 UTC.
  until text not null
) strict, without rowid;
create index former_name_by_user on former_name (user_id);

insert or replace into former_name (upn_key, user_id, until)
select lower(change.user_principal_name), user.user_id, change.at
from change
join user on user.user_id = change.user_id
where change.user_principal_name is not null
  and lower(change.user_principal_name) not in (select upn_key from user where upn_key is not null)
order by change.change_id;
`,
}
