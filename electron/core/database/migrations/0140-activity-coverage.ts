import type { Migration } from './migration.ts'

/**
 * Which days of which report are held by the retrieval of single days, so that it resumes where it stopped
 * and anybody can see what is missing.
 */
export const activityCoverage: Migration = {
  version: 140,
  name: 'days of activity that are held',
  up: `
create table activity_coverage (
  report text not null,
  date text not null,
  -- ISO 8601 UTC, the latest call for the day, by which calls are counted against the quota.
  asked_at text,
  -- ISO 8601 UTC; null while the day is not held.
  retrieved_at text,
  -- The newest day of the report when this one was retrieved: the newest days are provisional.
  newest_then text,
  -- Users with activity on the day; null while the day is not held.
  people integer,
  -- Why the latest answer was not kept.
  problem text,
  primary key (report, date)
) strict, without rowid;
`,
}
