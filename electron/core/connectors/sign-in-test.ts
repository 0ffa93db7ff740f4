import type { Connector } from '../../contract/connectors.ts'
import { signInTestEnd } from '../../contract/setup/sign-in-test.ts'
import { AppError } from '../errors.ts'
import type { Secret } from '../secret.ts'

/** Signs in with values that are not saved yet. Throws what signing in throws; changes nothing. */
export type TrySignIn = (candidate: Connector, secret: Secret, signal: AbortSignal) => Promise<void>

const kept = 'Nothing was saved; what was stored before is still in use.'

/**
 * Signs in once before new values replace the ones in use, so that a slip cannot stop the scheduled syncs.
 *
 * @throws AppError with the code of the failure (see `signInTestEnd`) and a message that says whether
 * Microsoft refused the values or could not be asked, and that nothing was saved.
 */
export async function testSignIn(
  trySignIn: TrySignIn,
  candidate: Connector,
  secret: Secret,
  signal: AbortSignal,
): Promise<void> {
  try {
    await trySignIn(candidate, secret, signal)
  } catch (error) {
    const end = error instanceof AppError ? signInTestEnd(error.code) : null
    if (!(error instanceof AppError) || end === null) throw error
    const { code, fix, step, detail, retryAt } = error
    const reason = end === 'refused' ? error.message : `The new values could not be tested. ${error.message}`
    throw new AppError(code, `${reason} ${kept}`, {
      fix,
      step,
      detail,
      retryAt,
      cause: error,
    })
  }
}
