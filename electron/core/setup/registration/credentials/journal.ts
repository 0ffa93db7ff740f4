import type { RotationRecord } from '../../../../contract/registration/rotation.ts'

/** The rotations under way, kept over the end of the program; one for a connector at most. */
export type RotationJournal = {
  list(): Promise<readonly RotationRecord[]>
  /** Writes the record of its connector, in the place of an earlier one. */
  write(record: RotationRecord): Promise<void>
  forget(connector: string): Promise<void>
}
