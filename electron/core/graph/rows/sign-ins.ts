import { z } from 'zod'
import { Identifier, readRow, rowSchema, timeOf } from './fields.ts'
import type { StagedSignIn } from './staged-rows.ts'

const SignIn = rowSchema(({ text, object }) =>
  z.object({
    id: Identifier,
    signInActivity: object(
      z.object({
        lastSignInDateTime: text,
        lastNonInteractiveSignInDateTime: text,
        lastSuccessfulSignInDateTime: text,
      }),
    ),
  }),
)

/** A person of `/users?$select=id,signInActivity`. The first two times count attempts, failed ones too (signInActivity page). */
export function readSignIn(value: unknown): StagedSignIn | null {
  const row = readRow(SignIn, value)
  if (row === null) return null
  return {
    user_id: row.id,
    last_interactive_at: timeOf(row.signInActivity?.lastSignInDateTime),
    last_non_interactive_at: timeOf(row.signInActivity?.lastNonInteractiveSignInDateTime),
    last_successful_at: timeOf(row.signInActivity?.lastSuccessfulSignInDateTime),
  }
}
