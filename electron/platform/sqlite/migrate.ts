import type { Writer } from './connection.ts'
import { migrations as allMigrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { versionOf } from './open.ts'

/** Marks the file as ours in its header: the letters M365. */
const applicationId = 0x4d333635

/**
 * Brings a database to the newest version, one transaction per step: the version moves with its schema or not at all.
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
