import type { Connector } from '../../contract/connectors.ts'
import type { SyncRun } from '../../contract/sync.ts'
import { describeError } from '../../core/logging/describe-error.ts'
import { type EndingExclusion, endingExclusions } from '../../core/savings/choices/ending.ts'
import { attentionOf, type Finding } from '../../core/schedule/attention.ts'
import type { Attempt, ConnectorFacts } from '../../core/schedule/due.ts'
import { readCredentialEnd } from '../credentials.ts'
import { demoConnectorId } from '../demo.ts'
import type { Services } from '../services.ts'

/** What is known of a connector, for its schedule and for what a person has to act upon. */
export type Known = {
  connector: Connector
  runs: readonly SyncRun[]
  ending: readonly EndingExclusion[]
}

/** The last day of each connector's credential, `YYYY-MM-DD`, by the connector's id. */
export type Expiries = ReadonlyMap<string, string | null>

const runsLookedAt = 10
/**
 * The registration is read with each sync; between two of them the date only changes by hand, which is
 * reported.
 */
const expiryGoodForMs = 6 * 60 * 60_000

export type FactReader = {
  read(): Promise<Known[]>
  /** May ask the keychain, and remembers the answer for some hours. */
  expiries(known: readonly Known[]): Promise<Expiries>
  /** Asks again the next time. */
  forgetExpiries(): void
}

/**
 * Reads the facts of all connectors. A database that cannot be read leaves its connector without them; its
 * sync will say why.
 */
export function createFactReader(services: Services): FactReader {
  const knownRuns: KnownRuns = new Map()
  const expiries = new Map<string, { day: string | null; readAt: number }>()
  const expiryOf = async (connector: Connector): Promise<string | null> => {
    // The demo tenant makes a new secret at every start; nobody needs a reminder of it.
    if (connector.id === demoConnectorId) return null
    const known = expiries.get(connector.id)
    const now = services.clock.now()
    if (known !== undefined && now - known.readAt < expiryGoodForMs) return known.day
    const day = await readExpiry(services, connector)
    expiries.set(connector.id, { day, readAt: now })
    return day
  }
  return {
    read: async () => {
      const connectors = await services.connectors.list()
      return Promise.all(
        connectors.map(async one => ({
          connector: one,
          runs: await runsOf(services, one, knownRuns),
          ending: await endingOf(services, one),
        })),
      )
    },
    expiries: async known =>
      new Map(
        await Promise.all(
          known.map(async ({ connector }) => [connector.id, await expiryOf(connector)] as const),
        ),
      ),
    forgetExpiries: () => expiries.clear(),
  }
}

type KnownRuns = Map<string, readonly SyncRun[]>

/**
 * The newest run shows whether there is anything new, also from another program; a run with all its datasets
 * costs ten times as much to read.
 */
async function runsOf(services: Services, { id }: Connector, known: KnownRuns): Promise<readonly SyncRun[]> {
  try {
    const reader = await services.reader(id)
    const newest = reader?.runs(id, 1)[0]
    if (reader === null || newest === undefined) return []
    const before = known.get(id) ?? []
    if (before[0]?.id === newest.id && before[0].startedAt === newest.startedAt) return before
    const runs = reader.runs(id, runsLookedAt)
    known.set(id, runs)
    return runs
  } catch (error) {
    services.log.warn('background.unreadable', { connector: id, ...describeError(error) })
    return []
  }
}

async function endingOf(services: Services, { id }: Connector): Promise<readonly EndingExclusion[]> {
  try {
    const reader = await services.reader(id)
    const today = new Date(services.clock.now()).toISOString().slice(0, 10)
    return reader === null ? [] : reader.insight(context => endingExclusions(context.reader, today))
  } catch {
    // Reported with the runs, which come from the same database.
    return []
  }
}

async function readExpiry(services: Services, connector: Connector): Promise<string | null> {
  try {
    const reader = await services.reader(connector.id)
    return (await readCredentialEnd(services, connector, reader))?.day ?? null
  } catch {
    // Reported with the runs, which come from the same database.
    return connector.secretExpiresOn
  }
}

export function scheduleFacts({ connector, runs }: Known, attempt: Attempt | null): ConnectorFacts {
  const { id, createdAt } = connector
  return { id, createdAt: Date.parse(createdAt), needsNetwork: id !== demoConnectorId, runs, attempt }
}

/** What a person has to act upon, of all connectors and of the app itself. */
export function findingsOf(
  known: readonly Known[],
  expiries: Expiries,
  settingsAside: string | null,
  attemptOf: (connectorId: string) => Attempt | null,
  now: number,
): Finding[] {
  const ofConnectors = known.flatMap(({ connector, runs, ending }) => {
    const { id } = connector
    const refusal = attemptOf(id)?.refusal ?? null
    const secretExpiresOn = expiries.get(id) ?? null
    return attentionOf({ connector, runs, secretExpiresOn, refusal, ending }, now)
  })
  return settingsAside === null ? ofConnectors : [settingsDamaged(settingsAside), ...ofConnectors]
}

function settingsDamaged(file: string): Finding {
  return {
    attention: {
      id: 'settingsDamaged',
      kind: 'settingsDamaged',
      connector: null,
      title: 'The settings could not be read',
      message: `The file was damaged and is kept as ${file}. The usual settings are in force; choose yours again.`,
      hash: '#/settings',
    },
    causes: [`settingsDamaged:${file}`],
  }
}
