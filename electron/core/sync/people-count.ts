import { AppError } from '../errors.ts'
import type { SyncPorts } from './context.ts'
import type { DatasetTask } from './task.ts'

/** How many people the directory counts, or null where it does not say. The answer is plain text (aad-advanced-queries page). */
export async function countPeople(ports: SyncPorts, task: DatasetTask): Promise<number | null> {
  try {
    const text = await ports.graph.text(
      ports.graph.url('/users/$count'),
      task.call('directory', { consistency: true }),
    )
    const digits = text.replace(/^\uFEFF/, '').trim()
    return /^\d+$/.test(digits) ? Number(digits) : null
  } catch (error) {
    // The count only proves; a tenant that refuses it is still worth reading.
    if (error instanceof AppError && error.code !== 'cancelled') return null
    throw error
  }
}
