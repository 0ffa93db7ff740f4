import type { Migration } from '../migration.ts'

/**
 * What users are found by, and an index of every three letters in a row, so that any part of a word finds
 * them. The index refers to the texts instead of holding them again, and keeps neither places nor lengths:
 * what it finds is compared with the text anyway.
 */
export const userSearch: Migration = {
  version: 110,
  name: 'search for users',
  up: `
create table user_text (
  entry_id integer primary key,
  user_id text not null unique,
  text text not null
) strict;

create virtual table user_search using fts5 (
  text,
  content = 'user_text',
  content_rowid = 'entry_id',
  tokenize = 'trigram case_sensitive 1',
  detail = none,
  columnsize = 0
);
`,
}
