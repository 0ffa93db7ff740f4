import type { Connector } from '../../../contract/connectors.ts'
import type { Check, ChecklistStep } from '../../../contract/setup/checks.ts'
import type { InspectCertificate } from '../../connectors/certificate.ts'
import type { AppError } from '../../errors.ts'
import type { AccessToken, Cloud } from '../../ports.ts'
import type { Secret } from '../../secret.ts'
import type { Answers, Attempt, Question } from './questions.ts'

/** What a check decides from besides answers: the connector as it is stored, and the time. */
export type Facts = {
  connector: Connector
  /** What the keychain holds: the secret's Value, or the private key; null when there is nothing. */
  credential: Secret | null
  cloud: Cloud
  inspectCertificate: InspectCertificate
  /** Milliseconds since the epoch. */
  now: number
}

export type Finding = {
  status: Check['status']
  summary: string
  evidence?: string
  fix?: string
  /** Where another step than the check's own is to blame. */
  step?: ChecklistStep
}

/**
 * What has to work before a check can be made: nothing, a tenant ID that is well formed, a tenant in this
 * cloud and well-formed values, or sign-in. `end` is for what is decided from whatever was answered.
 */
export type Stage = 'values' | 'tenantId' | 'tenant' | 'signIn' | 'end'

/** One check of the setup. */
export type CheckDefinition<Q extends Question = Question> = {
  id: string
  /** The step of the checklist that is to blame when it fails. */
  step: ChecklistStep
  title: string
  /** What differs for a connector that signs in with a certificate. */
  withCertificate?: { step: ChecklistStep; title: string }
  after: Stage
  /** The questions whose answers it decides from; each is asked once, whoever needs it. */
  ask: readonly Q[]
  decide(facts: Facts, answers: Pick<Answers, Q>): Finding
}

/** Declares a check whose decision sees exactly the answers that it asks for. */
export function defineCheck<const Q extends Question>(check: CheckDefinition<Q>): CheckDefinition<Q> {
  return check
}

/** The check as a person sees it. */
export function conclude(
  { id, withCertificate, ...check }: Pick<CheckDefinition, 'id' | 'step' | 'title' | 'withCertificate'>,
  connector: Pick<Connector, 'credential'>,
  finding: Finding,
): Check {
  const { step, title } =
    connector.credential === 'certificate' && withCertificate !== undefined ? withCertificate : check
  return {
    id,
    step: finding.step ?? step,
    title,
    status: finding.status,
    summary: finding.summary,
    evidence: finding.evidence ?? '',
    fix: finding.fix ?? '',
  }
}

/** A check that could not be made, with the reason. */
export function skip(reason: string, fix = ''): Finding {
  return { status: 'skip', summary: reason, fix }
}

/** A check that ended with a refusal: the error's own step, sentence, codes and fix. */
export function refusal(error: AppError, status: 'fail' | 'warn' = 'fail'): Finding {
  return {
    status,
    summary: error.message,
    evidence: codesOf(error),
    fix: error.fix,
    ...(error.step === null ? {} : { step: error.step }),
  }
}
const codeNames: readonly (readonly [string, string])[] = [
  ['aadsts', ''],
  ['oauthError', 'error'],
  ['graphCode', 'code'],
  ['status', 'HTTP status'],
  ['reason', 'reason'],
  ['host', 'host'],
  ['correlationId', 'correlation id'],
  ['traceId', 'trace id'],
  ['requestId', 'request id'],
  ['timestamp', 'at'],
  ['clock', 'clock'],
  ['lookup', 'see'],
  ['ways', 'ways tried'],
  ['microsoftSays', 'Microsoft says:'],
]

/** The codes of an error as a support case wants them. */
export function codesOf({ detail }: AppError): string {
  return codeNames
    .flatMap(([name, label]) => {
      const value = detail[name]
      return value === undefined ? [] : [label === '' ? value : `${label} ${value}`]
    })
    .join(', ')
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** The application permissions that a token carries; null where it cannot be read. */
export function rolesIn(token: Attempt<AccessToken>): readonly string[] | null {
  return token.ok ? token.value.roles : null
}
