import { z } from 'zod'
import { type DirectoryDataset, jsonRows } from './dataset.ts'
import { ObjectId, readRow, rowSchema, timeOf } from './fields.ts'

/** Key: `user_id`. */
type StagedSignIn = {
  user_id: string
  last_interactive_at: string | null
  last_non_interactive_at: string | null
  last_successful_at: string | null
}

const SignIn = rowSchema(({ text, object }) =>
  z.object({
    id: ObjectId,
    signInActivity: object(
      z.object({
        lastSignInDateTime: text,
        lastNonInteractiveSignInDateTime: text,
        lastSuccessfulSignInDateTime: text,
      }),
    ),
  }),
)

/** The first two times count attempts, failed ones too (signInActivity page). */
function readSignIn(value: unknown): StagedSignIn | null {
  const row = readRow(SignIn, value)
  if (row === null) return null
  return {
    user_id: row.id,
    last_interactive_at: timeOf(row.signInActivity?.lastSignInDateTime),
    last_non_interactive_at: timeOf(row.signInActivity?.lastNonInteractiveSignInDateTime),
    last_successful_at: timeOf(row.signInActivity?.lastSuccessfulSignInDateTime),
  }
}

/**
 * The last sign-in of each user. Its pages hold 500 people at most, and it needs Entra ID P1 besides the
 * permission (user-list page).
 */
export const signInActivity = {
  id: 'sign_in_activity',
  title: 'Last sign-in',
  lane: 'signIns',
  permissions: ['AuditLog.Read.All'],
  required: false,
  pages: [
    {
      kind: 'signInActivity',
      path: '/users?$top=500&$select=id,signInActivity',
      holds: 'list',
      read: jsonRows(readSignIn, row => row.user_id),
    },
  ],
  table: {
    table: 'sign_in',
    key: 'user_id',
    columns: ['last_interactive_at', 'last_non_interactive_at', 'last_successful_at'],
    keeps: [],
    latest: ['last_interactive_at', 'last_non_interactive_at', 'last_successful_at'],
  },
  probe: {
    check: 'data.signIns',
    title: 'Last sign-ins can be read',
    path: '/users?$top=1&$select=id,signInActivity',
    severity: 'warn',
    without: 'The last sign-in of each user is not read; what was read before stays with its day.',
    enables: 'Last sign-in of each user',
  },
} as const satisfies DirectoryDataset
