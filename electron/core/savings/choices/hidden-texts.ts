import { z } from 'zod'
import { hiddenText, pseudonymDomain } from '../../../contract/entry/made-up-names.ts'
import type { ExclusionInput } from '../../../contract/savings/inputs.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'

const Stored = z.object({ upn_pattern: z.string().nullable(), note: z.string().nullable() })

/**
 * An exclusion that was made while users have made-up names, with what was hidden of the one that it renews.
 *
 * @param reader one with the real names
 * @throws AppError `badRequest` for a pattern that is hidden or made up, and so would fit nobody
 */
export function withHiddenTexts(
  reader: Reader,
  exclusion: ExclusionInput,
  renews: number | null = null,
): ExclusionInput {
  const { upnPattern, note } = exclusion
  if (!isHiddenPattern(upnPattern) && note !== hiddenText) return exclusion
  const stored = reader.first(
    Stored,
    sql`select upn_pattern, note from exclusion where exclusion_id = ${renews}`,
  )
  const known = { ...exclusion, note: note === hiddenText ? (stored?.note ?? null) : note }
  if (!isHiddenPattern(upnPattern)) return known
  if (upnPattern !== hiddenText || stored?.upn_pattern == null) throw hiddenPattern()
  return { ...known, upnPattern: stored.upn_pattern }
}

/** Whether a pattern stands for one that is hidden, or is about a made-up name. */
export function isHiddenPattern(pattern: string | null): boolean {
  return pattern === hiddenText || (pattern ?? '').toLowerCase().endsWith(`@${pseudonymDomain}`)
}

function hiddenPattern(): AppError {
  return new AppError('badRequest', 'A made-up name fits nobody: patterns are compared with real names.', {
    fix: 'Leave users out from the list of candidates, or turn made-up names off first.',
  })
}
