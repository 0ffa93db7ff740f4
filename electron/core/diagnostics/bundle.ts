import type { BackgroundState } from '../../contract/background.ts'
import type { Connector } from '../../contract/connectors.ts'
import type { ErrorCode, WireError } from '../../contract/errors.ts'
import type { ConnectorStatus } from '../../contract/schemas.ts'
import type { Settings } from '../../contract/settings.ts'
import type { Diagnosis } from '../../contract/setup/diagnosis.ts'
import type { SyncRun } from '../../contract/sync.ts'
import { supportDetail } from '../support-detail.ts'

export type BundleFacts = {
  now: number
  versions: Readonly<Record<string, string>>
  secretStore: string
  /** Null, here and below, for what could not be read; `unreadable` says why. */
  settings: Settings | null
  background: BackgroundState | null
  connectors: readonly ConnectorFacts[]
  /** What the connection doctor found last; null when it was not asked. */
  diagnosis: Diagnosis | null
  /** Parts that could not be read, each with its error's code, as `settings: databaseNewer`. */
  unreadable: readonly string[]
  /** Redacted lines of the log, the oldest first. */
  log: readonly string[]
}

export type ConnectorFacts = {
  connector: Connector
  status: ConnectorStatus | null
  runs: readonly SyncRun[]
}

type ToldError = { code: ErrorCode; step: string | null; detail: Record<string, string> }

const shownIdDigits = 8

/**
 * What a support case needs: versions, settings, states and codes. It holds no secret, no name and no id of a
 * tenant or a person: connectors are distinguished by the first digits of their own random id, as in the log,
 * and errors by their codes, since their sentences may name something.
 *
 * @param redact takes home directories and whatever looks like a secret out of a text
 */
export function composeBundle(facts: BundleFacts, redact: (text: string) => string): string {
  const { background } = facts
  const document = {
    about: 'Support bundle of M365 Connector. It holds no secret, no name and no tenant id.',
    madeAt: new Date(facts.now).toISOString(),
    versions: facts.versions,
    secretStore: facts.secretStore,
    unreadable: facts.unreadable,
    settings: facts.settings === null ? null : toldSettings(facts.settings, redact),
    diagnosis: facts.diagnosis === null ? null : toldDiagnosis(facts.diagnosis, redact),
    background: background === null ? null : toldBackground(background),
    connectors: facts.connectors.map(one => ({ ...toldConnector(one), runs: one.runs.map(toldRun) })),
    log: facts.log.map(line => parseLine(redact(line))),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** What the window remembers is left out: the filters of a view can name people. */
function toldSettings({ network, window: _, ...others }: Settings, redact: (text: string) => string) {
  const { proxy, proxyUrl, caFile } = network
  return {
    ...others,
    network: {
      proxy,
      // The host is what a support case is about; whatever stands before it is nobody's business.
      proxyUrl: proxyUrl === null ? null : (URL.parse(proxyUrl)?.origin ?? 'not an address'),
      caFile: caFile === null ? null : redact(caFile),
    },
  }
}

function toldDiagnosis({ at, checks }: Diagnosis, redact: (text: string) => string) {
  const told = checks.map(({ fix: _, evidence, ...check }) => ({ ...check, evidence: redact(evidence) }))
  return { at, checks: told }
}

function toldBackground({ phase, paused, pausedUntil, nextRunAt, waitingFor, attention }: BackgroundState) {
  const shown = attention.map(({ kind, connector }) => ({ kind, connector: shortId(connector) }))
  return { phase, paused, pausedUntil, nextRunAt, waitingFor, attention: shown }
}

function toldConnector({ connector, status }: ConnectorFacts) {
  const known = {
    connector: shortId(connector.id),
    cloud: connector.cloud,
    credential: connector.credential,
    createdAt: connector.createdAt,
  }
  if (status === null) return known
  const { demo, running, nextRunAt, secretExpiresOn, secretExpirySource, databaseBytes } = status
  return { ...known, demo, running, nextRunAt, secretExpiresOn, secretExpirySource, databaseBytes }
}

function toldRun({ connector: _, balance, error, datasets, ...run }: SyncRun) {
  return {
    ...run,
    error: toldError(error),
    flagged: balance.filter(({ verdict }) => verdict === 'flagged').length,
    datasets: datasets.map(({ error: failure, ...dataset }) => ({ ...dataset, error: toldError(failure) })),
  }
}

function toldError(error: WireError | null): ToldError | null {
  if (error === null) return null
  return { code: error.code, step: error.step, detail: supportDetail(error.detail) }
}

function shortId(id: string | null): string | null {
  return id === null ? null : `${id.slice(0, shownIdDigits)}…`
}

/** A line that was cut while it was written stays a text. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return line
  }
}
