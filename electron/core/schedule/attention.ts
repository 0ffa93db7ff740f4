import type { Attention } from '../../contract/background.ts'
import type { Connector } from '../../contract/connectors.ts'
import { datasetTitle } from '../../contract/datasets/title.ts'
import type { ErrorCode, WireError } from '../../contract/errors.ts'
import { fixHash, rotateHash, setupHash } from '../../contract/setup/fix-link.ts'
import type { DatasetResult, SyncRun } from '../../contract/sync.ts'
import { failedInPassing } from './due.ts'

/** What is known of one connector when it is decided whether a person has to act. */
export type AttentionFacts = {
  connector: Pick<Connector, 'id' | 'name' | 'credential'>
  /** The newest first. */
  runs: readonly SyncRun[]
  /** The last day of the credential, `YYYY-MM-DD`; null when nobody knows it. */
  secretExpiresOn: string | null
  /** Why the last scheduled sync did not even begin; null when it did, or when there was none. */
  refusal: WireError | null
  /** Exclusions from the savings that end within two weeks, the first to end first. */
  ending: readonly { readonly exclusionId: number; readonly endsOn: string }[]
}

/** Something to act upon, with the causes that are each reported once. */
export type Finding = { attention: Attention; causes: readonly string[] }

const dayMs = 86_400_000
/** Days before its end at which a person is reminded of a credential; 0 is the day after its last one. */
const reminderDays = [0, 1, 7, 14, 30] as const

const credentialCodes: ReadonlySet<ErrorCode> = new Set(['signInRefused', 'secretExpired', 'secretMissing'])

/** Everything about a connector that stays wrong until a person acts, the most pressing first. */
export function attentionOf(facts: AttentionFacts, now: number): Finding[] {
  const finished = facts.runs.filter(run => run.status !== 'cancelled' && !failedInPassing(run))
  const ending = exclusionsEnding(facts, now)
  const [newest = null] = finished
  const findings =
    facts.refusal?.code === 'keychainUnavailable'
      ? [keychainSilent(facts, facts.refusal)]
      : newest?.error != null && credentialCodes.has(newest.error.code)
        ? [credentialsRefused(facts, newest.error)]
        : [secretExpiring(facts, now), syncFailing(facts, finished), datasetsFailing(facts, finished)]
  return [...findings, ending].filter(finding => finding !== null)
}

function credentialsRefused({ connector }: AttentionFacts, error: WireError): Finding {
  const id = `credentialsRefused:${connector.id}`
  return {
    attention: {
      id,
      kind: 'credentialsRefused',
      connector: connector.id,
      title: `${connector.name} cannot sign in`,
      message: sentences(error),
      hash:
        error.code === 'secretExpired'
          ? rotateHash(connector.id)
          : (fixHash(error.step, connector.id) ?? setupHash('secret', connector.id)),
    },
    causes: [`${id}:${error.code}`],
  }
}

/** Without its credential nothing of a connector can be asked, and a keyring waits for its owner. */
function keychainSilent({ connector }: AttentionFacts, refusal: WireError): Finding {
  const id = `keychainUnavailable:${connector.id}`
  return {
    attention: {
      id,
      kind: 'syncFailing',
      connector: connector.id,
      title: `${connector.name} could not be synced`,
      message: sentences(refusal),
      hash: syncHash(connector.id),
    },
    causes: [id],
  }
}

function secretExpiring({ connector, secretExpiresOn }: AttentionFacts, now: number): Finding | null {
  const days = secretExpiresOn === null ? Number.NaN : daysLeft(secretExpiresOn, now)
  const reminder = reminderDays.find(limit => (limit === 0 ? days < 0 : days <= limit))
  if (reminder === undefined) return null
  const id = `secretExpiring:${connector.id}`
  return {
    attention: {
      id,
      kind: 'secretExpiring',
      connector: connector.id,
      title: `The ${connector.credential} of ${connector.name} ${expiryWords(days)}`,
      message:
        `Its last day is ${secretExpiresOn}; without a new one nothing more is retrieved. ` +
        'Rotate exchanges it after a sign-in, without an interruption. The data stays.',
      hash: rotateHash(connector.id),
    },
    causes: [`${id}:${secretExpiresOn}:${reminder}`],
  }
}

/**
 * Whole days from today until the day, both in UTC as Microsoft Entra counts them; negative when it has
 * passed.
 */
function daysLeft(date: string, now: number): number {
  return Math.round((Date.parse(`${date}T00:00:00Z`) - Math.floor(now / dayMs) * dayMs) / dayMs)
}

function expiryWords(days: number): string {
  if (days < 0) return 'has expired'
  if (days === 0) return 'expires today'
  return days === 1 ? 'expires tomorrow' : `expires in ${days} days`
}

function syncFailing({ connector }: AttentionFacts, finished: readonly SyncRun[]): Finding | null {
  const [newest, before] = finished
  const error = newest?.error ?? null
  if (error === null || before?.error?.code !== error.code) return null
  const id = `syncFailing:${connector.id}`
  return {
    attention: {
      id,
      kind: 'syncFailing',
      connector: connector.id,
      title: `${connector.name} could not be synced twice in a row`,
      message: sentences(error),
      hash: error.code === 'tlsUntrusted' ? '#/settings/network' : syncHash(connector.id),
    },
    causes: [`${id}:${error.code}`],
  }
}

/**
 * Whether something is to be notified and shown in the tray; what can wait for the next look at the window is
 * only a line in it.
 */
export function isPressing({ kind }: Pick<Attention, 'kind'>): boolean {
  return kind !== 'exclusionEnding'
}

function exclusionsEnding({ connector, ending }: AttentionFacts, now: number): Finding | null {
  const [first] = ending
  if (first === undefined) return null
  const id = `exclusionEnding:${connector.id}`
  const many = ending.length > 1
  const subject = many ? `${ending.length} exclusions from the savings` : 'An exclusion from the savings'
  const days = daysLeft(first.endsOn, now)
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
  return {
    attention: {
      id,
      kind: 'exclusionEnding',
      connector: connector.id,
      title: `${subject} of ${connector.name} ${many ? 'end, the first' : 'ends'} ${when}`,
      message: many
        ? 'Their seats are candidates again after that. Renew those whose reason still holds; all stay in the list.'
        : 'Its seats are candidates again after that. Renew it if its reason still holds; it stays in the list.',
      hash: `#/savings/excluded?connector=${encodeURIComponent(connector.id)}`,
    },
    causes: ending.map(({ exclusionId, endsOn }) => `${id}:${exclusionId}:${endsOn}`),
  }
}

/** Datasets that failed in the last two runs in which they were asked for. */
function datasetsFailing({ connector }: AttentionFacts, finished: readonly SyncRun[]): Finding | null {
  const asked = finished.filter(({ error }) => error === null).flatMap(({ datasets }) => datasets)
  const byDataset = Map.groupBy(
    asked.filter(({ status }) => status !== 'cancelled'),
    ({ dataset }) => dataset,
  )
  const failing = [...byDataset].flatMap(([dataset, results]) => {
    const [last, before] = results
    return isFailed(last) && isFailed(before) ? [{ dataset, error: last.error }] : []
  })
  const [first] = failing
  if (first === undefined) return null
  const id = `datasetFailing:${connector.id}`
  const names = failing.map(({ dataset }) => dataset)
  return {
    attention: {
      id,
      kind: 'datasetFailing',
      connector: connector.id,
      title:
        failing.length === 1
          ? `A dataset of ${connector.name} failed twice in a row`
          : `${failing.length} datasets of ${connector.name} failed twice in a row`,
      message: `${listed(names)}: ${sentences(first.error)} The last good data is shown until then.`,
      hash: syncHash(connector.id),
    },
    causes: names.map(name => `${id}:${name}`),
  }
}

function isFailed(result: DatasetResult | undefined): result is DatasetResult & { error: WireError } {
  return result?.status === 'failed' && result.error !== null
}

const maxNames = 3

function listed(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).map(datasetTitle).join(', ')
  return names.length > maxNames ? `${shown} and ${names.length - maxNames} more` : shown
}

function sentences({ message, fix }: WireError): string {
  return `${message} ${fix}`.trim()
}

function syncHash(connector: string): string {
  return `#/sync?connector=${encodeURIComponent(connector)}`
}

/**
 * Which findings have a cause that was not reported yet, and what counts as reported from now on: a cause
 * that is gone is forgotten, so that it is reported again should it come back.
 */
export function unreported(
  findings: readonly Finding[],
  reported: readonly string[],
): { raise: Attention[]; reported: string[] } {
  const known = new Set(reported)
  return {
    raise: findings
      .filter(({ causes }) => causes.some(cause => !known.has(cause)))
      .map(({ attention }) => attention),
    reported: findings.flatMap(({ causes }) => causes),
  }
}
