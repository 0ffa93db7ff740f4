import type { RotationRecord } from '../../../../contract/registration/rotation.ts'
import { entriesOf } from '../../../datasets/fields.ts'
import { secretsOf } from '../../../datasets/registration.ts'
import { AppError } from '../../../errors.ts'
import { type CredentialWish, credentialStep, type Step } from '../plan.ts'
import type { FoundApplication } from '../read.ts'
import { type CredentialEntry, removalOf } from './rotation.ts'

/**
 * The calls that bring an interrupted rotation to its end. Where the added credential is not there, or its
 * value was lost, it is replaced by another one first.
 *
 * @param isHeld whether the keychain has the value of the added credential
 */
export function planFinish(
  record: RotationRecord,
  application: FoundApplication,
  isHeld: boolean,
  wish: CredentialWish,
): readonly Step[] {
  const added = addedEntry(record, application)
  const old = record.old !== null && isThere(application, record.old) ? record.old : null
  const removal = old === null ? [] : [removalOf(old, 'that was in use before')]
  if (added !== null && record.stage === 'switched') return removal
  if (added !== null && isHeld) return [switchTo(added), ...removal]
  const orphan = added === null ? [] : [removalOf(added, 'whose value was lost')]
  return [...orphan, credentialStep(wish), ...removal]
}

/**
 * The calls that take an interrupted rotation back: the credential from before is put into use again where
 * it no longer is, and the added one removed.
 *
 * @throws AppError `notFound` where the credential from before is no longer registered
 */
export function planUndo(record: RotationRecord, application: FoundApplication): readonly Step[] {
  const { old, previous, stage } = record
  const added = addedEntry(record, application)
  const isBroken = previous === null ? stage === 'switched' : old !== null && !isThere(application, old)
  if (isBroken) throw oldIsGone()
  const back: readonly Step[] =
    previous === null
      ? []
      : [
          {
            kind: 'switchBack',
            title: `Sign in with the ${words[previous.kind]} from before, and put it back into use`,
            ...test,
          },
        ]
  return added === null ? back : [...back, removalOf(added, 'that was added')]
}

const words = { secret: 'client secret', certificate: 'certificate' } as const

/** What a credential is tested with; the connector itself asks it. */
const test = { method: 'GET', path: '/organization?$select=id', body: null } as const

function switchTo({ kind }: CredentialEntry): Step {
  return { kind: 'switch', title: `Sign in with the added ${words[kind]}, and put it into use`, ...test }
}

/** The added credential as the registration lists it: by its id, or by its name where no id was noted. */
export function addedEntry(record: RotationRecord, application: FoundApplication): CredentialEntry | null {
  const { kind, keyId, name } = record.added
  const found = listOf(application, kind).find(entry =>
    keyId === null ? entry.displayName === name : entry.keyId === keyId,
  )
  return found?.keyId == null ? null : { kind, keyId: found.keyId, name }
}

function isThere(application: FoundApplication, { kind, keyId }: CredentialEntry): boolean {
  return listOf(application, kind).some(entry => entry.keyId === keyId)
}

function listOf(application: FoundApplication, kind: CredentialEntry['kind']) {
  return kind === 'secret' ? secretsOf(application) : entriesOf(application.keyCredentials)
}

function oldIsGone(): AppError {
  return new AppError('notFound', 'The credential from before cannot be put back into use.', {
    fix: 'Choose Finish: the new credential stays in use.',
    step: 'secret',
  })
}
