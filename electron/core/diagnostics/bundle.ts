import type { BackgroundState } from '../../contract/background.ts'
import type { ErrorCode, WireError } from '../../contract/errors.ts'
import type { ConnectorStatus } from '../../contract/schemas.ts'
import type { Settings } from '../../contract/settings.ts'
import type { SyncRun } from '../../contract/sync.ts'

export type BundleFacts = {
  now: number
  versions: Readonly<Record<string, string>>
  secretStore: string
  settings: Settings
  background: BackgroundState
  connectors: readonly { status: ConnectorStatus; runs: readonly SyncRun[] }[]
  /** Redacted lines of the log, the oldest first. */
  log: readonly string[]
}

type ToldError = { code: ErrorCode; step: string | null; detail: Record<string, string> }

const shownIdDigits = 8

/**
 * What a support case needs: versions, settings, states and codes. It holds no secret, no name and no id of a tenant or a person: connectors are told
 * apart by the first digits of their own random id, as in the log, and errors by their codes, since their sentences may name something.
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
    settings: toldSettings(facts.settings, redact),
    background: {
      phase: background.phase,
      paused: background.paused,
      pausedUntil: background.pausedUntil,
      nextRunAt: background.nextRunAt,
      waitingFor: background.waitingFor,
      attention: background.attention.map(({ kind, connector }) => ({ kind, connector: shortId(connector) })),
    },
    connectors: facts.connectors.map(({ status, runs }) => ({
      ...toldConnector(status),
      runs: runs.map(toldRun),
    })),
    log: facts.log.map(line => parseLine(redact(line))),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function toldSettings({ network, ...others }: Settings, redact: (text: string) => string) {
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

function toldConnector({ connector, ...status }: ConnectorStatus) {
  return {
    connector: shortId(connector.id),
    cloud: connector.cloud,
    credential: connector.credential,
    createdAt: connector.createdAt,
    demo: status.demo,
    running: status.running,
    nextRunAt: status.nextRunAt,
    secretExpiresOn: status.secretExpiresOn,
    secretExpirySource: status.secretExpirySource,
    databaseBytes: status.databaseBytes,
  }
}

function toldRun({ connector: _, balance, error, datasets, ...run }: SyncRun) {
  return {
    ...run,
    error: toldError(error),
    flagged: balance.filter(({ verdict }) => verdict === 'flagged').length,
    datasets: datasets.map(({ error: failure, ...dataset }) => ({ ...dataset, error: toldError(failure) })),
  }
}

const toldDetails = [
  'aadsts',
  'correlationId',
  'traceId',
  'requestId',
  'clientRequestId',
  'graphCode',
  'status',
]

function toldError(error: WireError | null): ToldError | null {
  if (error === null) return null
  const detail = Object.entries(error.detail).filter(([name]) => toldDetails.includes(name))
  return { code: error.code, step: error.step, detail: Object.fromEntries(detail) }
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
