import type { CredentialInput } from '../../../contract/connectors.ts'
import { AppError } from '../../errors.ts'
import type { GraphWrite, WriteResult } from '../../graph/write.ts'
import type { CredentialWish, Step } from './plan.ts'
import { refusalOfStep } from './refusals.ts'
import { type RepeatPorts, type RunSignals, repeatWrite } from './repeat.ts'

/** Ids as they become known, which take the place of their names in paths and bodies. */
export type Ids = { application: string | null; client: string | null; principal: string | null }

/** What a step has left in the tenant, and what an undo needs to take it back. */
export type Made =
  | { kind: 'application' | 'principal'; id: string }
  | { kind: 'secret' | 'certificate'; keyId: string }
  /** A credential whose answer was lost: it may be there, and is known by its name. */
  | { kind: 'lost'; credential: 'secret' | 'certificate'; name: string }
  | { kind: 'names'; concealed: boolean }

/** A credential on its way to the keychain. */
export type NewCredential = { input: CredentialInput; expiresOn: string }

/** A certificate with its public part as base64 of DER, and how its connector is saved. */
export type NewCertificate = NewCredential & {
  der: string
  input: Extract<CredentialInput, { kind: 'made' }>
}

/** Told around each change of a credential, so that a run that is broken off can be finished or undone. */
export type CredentialNotes = {
  /** Before a secret is asked for (null), or a certificate uploaded. */
  adding(certificate: NewCertificate | null): Promise<void>
  /** As soon as it is in the tenant. What it throws takes the credential off the registration. */
  added(keyId: string | null, credential: NewCredential): Promise<void>
  /** Once it is certain that it is not, or no longer, in the tenant: what is kept of it goes as well. */
  gone(): Promise<void>
}

export type CarryOutPorts = RepeatPorts & {
  signals: RunSignals
  notes: CredentialNotes
  /** Saves the connector with its credential. What it throws takes the credential off the registration. */
  save(credential: NewCredential): Promise<void>
  /** Puts the credential of an interrupted rotation into use, or the one before it back. */
  exchange(direction: 'over' | 'back'): Promise<void>
  /** Proves with the certificate in use that the app may roll its own keys; see `createKeyProof`. */
  prove(application: string): Promise<string>
  /** Makes a certificate whose private key is in the keychain already. */
  makeCertificate(days: number): Promise<NewCertificate>
  /** Told whether a credential of this run may be left in the tenant that nobody has the value of. */
  onLeft(isLeft: boolean): void
  /** Told when a step turns out to be another one than was shown, for instance with a shorter life. */
  onChanged(step: Step): void
}

export type StepOrder = {
  step: Step
  ids: Ids
  run: string
  credential: CredentialWish
  /** Whether an earlier attempt of this run may have left a credential; see `onLeft`. */
  mayBeLeft: boolean
}

/** What a step brought: its HTTP status, new ids, what can be undone, and what a person has to know of it. */
export type Carried = { status: number; ids: Partial<Ids>; made: Made | null; note?: string }

/** A policy of the tenant allows no client secrets at all; a certificate is the way on. */
export class SecretsForbidden extends Error {
  readonly reason: AppError
  constructor(reason: AppError) {
    super('secrets are forbidden')
    this.reason = reason
  }
}

/** The call with every id that is known in its place. */
export function filled({ method, path, body }: Step, ids: Ids): GraphWrite {
  const names = Object.entries(ids).filter(([, id]) => id !== null)
  const fill = (text: string) =>
    names.reduce((filledIn, [name, id]) => filledIn.replaceAll(`{${name}}`, id ?? ''), text)
  return { method, path: fill(path), body: body === null ? null : JSON.parse(fill(JSON.stringify(body))) }
}

/** Makes a call as often as it makes sense; see {@link repeatWrite}. */
export async function ask(ports: CarryOutPorts, call: GraphWrite): Promise<WriteResult> {
  return await repeatWrite(ports, call, ports.signals)
}

/** The answer; throws the refusal in words for the person. */
export function orRefuse({ step }: StepOrder, result: WriteResult): Extract<WriteResult, { kind: 'answer' }> {
  if (result.kind === 'answer') return result
  throw refusalOfStep(step.kind, result)
}

export function unreadable(): AppError {
  return new AppError('invalidAnswer', 'Microsoft Graph answered without saying what was made.', {
    fix: 'Look under App registrations in the portal what is there, and start again.',
    step: 'register',
  })
}
