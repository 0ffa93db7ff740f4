import type { SyncRun } from '../../../electron/contract/sync.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { type Measured, receiveOrder, reply } from './measured-process.ts'

export type EngineSync = {
  home: string
  env: Record<string, string>
  tenantId: string
  clientId: string
  clientSecret: string
  mode: 'full' | 'incremental'
}

export type EngineMeasured = Measured & {
  status: SyncRun['status']
  failed: readonly string[]
  rows: number
  /** From the first request until the last dataset had arrived whole, and from then on. */
  retrievingMilliseconds: number
  publishingMilliseconds: number
}

const order = await receiveOrder<EngineSync>()
const engine = await createEngine({ home: order.home, env: order.env, version: '0.0.0' })
const name = 'bench'
const listed = await engine.call('connectors.list', {})
if (listed.ok && listed.value.length === 0) {
  const { tenantId, clientId, clientSecret: secret } = order
  const added = await engine.call('connectors.add', {
    name,
    tenantId,
    clientId,
    cloud: 'custom',
    credential: { kind: 'secret', secret },
  })
  if (!added.ok) throw new Error(added.error.message)
}
let arrivedAt = 0
engine.on('sync.progress', ({ state }) => {
  if (state === 'running' || state === 'publishing') arrivedAt = performance.now()
})
const started = performance.now()
const answer = await engine.call('sync.start', { connector: name, mode: order.mode })
const ended = performance.now()
if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
const { datasets, status } = answer.value
const sum = (pick: (dataset: SyncRun['datasets'][number]) => number) =>
  datasets.reduce((total, dataset) => total + pick(dataset), 0)
const measured: EngineMeasured = {
  milliseconds: ended - started,
  bytes: sum(({ bytes }) => bytes),
  requests: sum(({ requests }) => requests),
  cpuSeconds: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  status,
  failed: datasets.flatMap(({ dataset, error }) =>
    error === null ? [] : [`${dataset}: ${error.code} ${error.message} ${JSON.stringify(error.detail)}`],
  ),
  rows: sum(({ rows }) => rows),
  retrievingMilliseconds: arrivedAt - started,
  publishingMilliseconds: ended - arrivedAt,
}
await engine.close()
reply(measured)
