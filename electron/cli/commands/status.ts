import type { Attention } from '../../contract/background.ts'
import { gapOf } from '../../contract/datasets/gap.ts'
import type { ConnectorStatus } from '../../contract/schemas.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { unwrap } from '../failure.ts'
import { type DeclareCommand, examples } from '../grammar.ts'
import type { Format } from '../text/numbers.ts'
import type { Paint } from '../text/paint.ts'
import { printable } from '../text/width.ts'

export const declareStatus: DeclareCommand = (program, run) => {
  program
    .command('status')
    .description('show the last and next sync, the credential and the database, without any call')
    .argument('[id]', "the connector's id or name; all of them when left out")
    .addHelpText('after', examples('m365-connector status', 'm365-connector status Contoso --json'))
    .action((id: string | undefined) => run(context => status(context, id)))
}

async function status(context: Context, reference: string | undefined): Promise<ExitStatus> {
  const engine = await context.engine()
  const connector = reference === undefined ? null : (await findConnector(engine, reference)).id
  const connectors = unwrap(await engine.call('connectors.status', { connector }, context.signal))
  const state = unwrap(await engine.call('background.state', {}, context.signal))
  const attention = state.attention.filter(
    item => connector === null || item.connector === null || item.connector === connector,
  )
  const { output, format, terminal } = context
  output.answer({ connectors, attention }, () => {
    const options = { paint: output.paint, format, now: terminal.now() }
    const parts =
      connectors.length === 0
        ? ['There is no connector yet. Add one with "m365-connector add".']
        : connectors.map(item => statusText(item, options))
    return [...parts, ...attention.map(item => attentionText(item, output.paint))].join('\n\n')
  })
  return exitStatus.done
}

type StatusOptions = { paint: Paint; format: Format; now: number }

/** One connector's state: its last and next sync, its secret and its database. */
export function statusText(status: ConnectorStatus, options: StatusOptions): string {
  const { connector } = status
  const demo = status.demo ? options.paint('cyan', ' (demo)') : ''
  const lines: [string, string][] = [
    ['Id', connector.id],
    ['Tenant', `${printable(connector.tenantId)} (${connector.cloud})`],
    ['Last sync', lastSync(status, options)],
    ['Next sync', nextSync(status, options)],
    ['Credential', credential(status, options)],
    ['Database', database(status, options.format)],
  ]
  const rows = lines.map(([label, text]) => `  ${options.paint('dim', label.padEnd(12))}${text}`)
  return [`${options.paint('bold', printable(connector.name))}${demo}`, ...rows].join('\n')
}

/** What a person has to act upon. */
function attentionText({ title, message }: Attention, paint: Paint): string {
  return `${paint('yellow', 'Attention:')} ${printable(title)}\n  ${printable(message)}`
}

const gapWords = [
  ['failed', 'failed'],
  ['notGranted', 'not granted'],
  ['notOffered', 'not offered'],
] as const

function lastSync({ lastRun, running }: ConnectorStatus, { format, now, paint }: StatusOptions): string {
  if (running) return paint('cyan', 'running now')
  if (lastRun === null) return 'never; start one with "m365-connector sync"'
  const at = lastRun.finishedAt ?? lastRun.startedAt
  const when = `${format.relative(now, Date.parse(at))} (${format.time(at)})`
  const gaps = lastRun.datasets.map(gapOf)
  const parts = [`${lastRun.datasets.length} datasets`]
  for (const [gap, word] of gapWords) {
    const count = gaps.filter(one => one === gap).length
    if (count > 0) parts.push(`${count} ${word}`)
  }
  const color = lastRun.status === 'succeeded' ? 'green' : lastRun.status === 'failed' ? 'red' : 'yellow'
  const reason = lastRun.error === null ? '' : ` ${printable(lastRun.error.message)}`
  return `${paint(color, lastRun.status)}, ${lastRun.mode}, ${parts.join(', ')}, ${when}.${reason}`
}

function nextSync({ nextRunAt }: ConnectorStatus, { format, now }: StatusOptions): string {
  if (nextRunAt === null) return 'not scheduled, or paused'
  if (Date.parse(nextRunAt) <= now) return 'as soon as the app runs'
  return `${format.relative(now, Date.parse(nextRunAt))} (${format.time(nextRunAt)}), if the app runs then`
}

const soonDays = 30

const expirySources = {
  registration: 'read from the registration',
  certificate: 'read from the certificate',
  typed: 'as entered',
} as const

function credential(status: ConnectorStatus, { format, now, paint }: StatusOptions): string {
  const { connector, secretExpiresOn, secretExpirySource } = status
  if (secretExpiresOn === null) return `${connector.credential}; its last day is not known`
  const at = Date.parse(secretExpiresOn)
  const days = (at - now) / 86_400_000
  const source = expirySources[secretExpirySource ?? 'typed']
  const word = days < 0 ? 'expired' : 'expires'
  const text = `${connector.credential} ${word} ${format.relative(now, at)} (${format.date(secretExpiresOn)}, ${source})`
  if (days < 0) return paint('red', text)
  return days < soonDays ? paint('yellow', text) : text
}

function database({ databaseBytes, databaseFile }: ConnectorStatus, format: Format): string {
  return databaseBytes === 0 ? 'nothing retrieved yet' : `${format.bytes(databaseBytes)}, ${databaseFile}`
}
