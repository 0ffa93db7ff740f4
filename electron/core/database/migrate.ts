import { z } from 'zod'
import { migrations as allMigrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import type { Reader, Writer } from './ports.ts'
import { raw } from './sql.ts'

/** Marks the file as ours in its header: the letters M365. */
const applicationId = 0x4d333635

/**
 * Brings a database to the newest version, one transaction per step: the version moves with its schema or not
 * at all.
 *
 * @returns the versions that were gone through, ascending; empty when nothing was due
 */
export function migrate(writer: Writer, steps: readonly Migration[] = allMigrations): number[] {
  const done: number[] = []
  for (const step of ascending(steps)) {
    if (step.version <= versionOf(writer)) continue
    writer.transaction(() => {
      writer.script(step.up)
      writer.script(`pragma application_id = ${applicationId}; pragma user_version = ${step.version}`)
    })
    done.push(step.version)
  }
  return done
}

function ascending(steps: readonly Migration[]): readonly Migration[] {
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1]
    if (!Number.isInteger(step.version) || step.version <= (before?.version ?? 0)) {
      throw new Error(`Migration ${step.name} (${step.version}) is not above the one before it.`)
    }
  }
  return steps
}

/** `user_version` of an open database. */
export function versionOf(reader: Reader): number {
  return reader.first(z.object({ user_version: z.int() }), raw('pragma user_version'))?.user_version ?? 0
}
