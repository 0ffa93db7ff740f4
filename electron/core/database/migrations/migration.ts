/**
 * One step of a database's schema. Numbers go up in tens; a step that was released is never changed again.
 */
export type Migration = {
  version: number
  name: string
  /** The SQL that leads from the version before to this one. */
  up: string
}
