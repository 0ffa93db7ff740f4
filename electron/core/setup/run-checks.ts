import type { Connector } from '../../contract/connectors.ts'
import type { Check } from '../../contract/setup/checks.ts'
import { AppError } from '../errors.ts'
import type { Secret } from '../secret.ts'
import { type CheckDefinition, conclude, type Facts, type Finding, type Stage, skip } from './checks/check.ts'
import { clientId } from './checks/entry/client-id.ts'
import { credential } from './checks/entry/credential.ts'
import { tenantId } from './checks/entry/tenant-id.ts'
import { checks } from './checks/index.ts'
import {
  type Answers,
  type Attempt,
  createQuestions,
  type Questions,
  type SetupPorts,
} from './checks/questions.ts'
import { tenantCloud, tenantFirst } from './checks/sign-in/tenant-cloud.ts'
import { tenantExists } from './checks/sign-in/tenant-exists.ts'
import { token } from './checks/sign-in/token.ts'

/**
 * Verifies the checklist against the live tenant and reports each check as soon as it is known, in the order
 * of the checklist. A check that fails is a finding and never thrown; those that depend on it are skipped
 * with the reason. Throws `cancelled` only.
 *
 * @param stored what the keychain holds: the secret's Value, or the private key; null when there is nothing.
 */
export async function* runChecks(
  ports: SetupPorts,
  connector: Connector,
  stored: Secret | null,
  signal: AbortSignal,
): AsyncGenerator<Check, void, undefined> {
  const { cloud, inspectCertificate, clock } = ports
  const facts: Facts = { connector, credential: stored, cloud, inspectCertificate, now: clock.now() }
  const questions = createQuestions(ports, connector, signal)
  const unusable = new Set<string>()
  try {
    for (const check of checks) {
      const reason = blockedBecause(check.after, unusable)
      if (reason === null) askAhead(check.after, questions)
      const finding = reason === null ? await decide(check, facts, questions) : skip(reason)
      if (finding.status === 'fail' || reason !== null) unusable.add(check.id)
      yield conclude(check, connector, finding)
    }
  } finally {
    // Whoever stops listening early leaves no questions on their way.
    questions.close()
  }
}

/** All checks at once. */
export async function collectChecks(
  ports: SetupPorts,
  connector: Connector,
  stored: Secret | null,
  signal: AbortSignal,
): Promise<Check[]> {
  return await Array.fromAsync(runChecks(ports, connector, stored, signal))
}

/**
 * Why the checks of a stage cannot be made; null when they can.
 *
 * @param unusable ids of the checks that failed or could not be made
 */
function blockedBecause(stage: Stage, unusable: ReadonlySet<string>): string | null {
  const isAny = (...of: readonly { id: string }[]) => of.some(({ id }) => unusable.has(id))
  switch (stage) {
    case 'values':
    case 'end':
      return null
    case 'tenantId':
      return isAny(tenantId) ? 'The tenant ID has to be right first.' : null
    case 'tenant':
      if (isAny(tenantExists, tenantCloud)) return tenantFirst
      return isAny(clientId, credential) ? 'Client ID and credential have to be right first.' : null
    case 'signIn':
      return isAny(token) ? 'Sign-in has to work first.' : null
  }
}

/**
 * Asks all questions of a stage side by side: a tenant far away answers each only after a fifth of a second.
 */
function askAhead(stage: Stage, { ask }: Questions): void {
  if (stage === 'end') return
  for (const check of checks) if (check.after === stage) check.ask.forEach(ask)
}

async function decide(check: CheckDefinition, facts: Facts, questions: Questions): Promise<Finding> {
  const answers: [string, Attempt<unknown>][] = []
  for (const question of check.ask) {
    // The checks at the end take what others have asked for.
    const isOpen = check.after !== 'end' || questions.wasAsked(question)
    answers.push([question, isOpen ? await questions.ask(question) : notAsked])
  }
  // Each answer is put under its question, and a check reads only those that it asks for.
  return check.decide(facts, Object.fromEntries(answers) as Answers)
}

const notAsked: Attempt<never> = {
  ok: false,
  error: new AppError('signInRefused', 'Sign-in has to work first.', { fix: 'Fix the sign-in first.' }),
}
