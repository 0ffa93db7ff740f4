import { Settings, type SettingsChange } from '../../contract/settings.ts'
import { AppError } from '../errors.ts'

/**
 * The settings with the change made. Throws AppError `badRequest` when they would contradict themselves;
 * `detail.field` names the field to stand beside, as `network.proxyUrl`.
 */
export function changeSettings(current: Settings, change: SettingsChange): Settings {
  const changed = Settings.parse({
    schedule: merge(current.schedule, change.schedule),
    app: merge(current.app, change.app),
    network: tidyNetwork(merge(current.network, change.network)),
    data: merge(current.data, change.data),
    privacy: merge(current.privacy, change.privacy),
    log: merge(current.log, change.log),
    window: {
      tables: mergeNamed(current.window.tables, change.window?.tables),
      queries: mergeNamed(current.window.queries, change.window?.queries),
      questions: mergeNamed(current.window.questions, change.window?.questions),
    },
  })
  checkQuietHours(changed)
  checkProxy(changed)
  return changed
}

/** A key without a value is a key left out. */
function merge<G extends object>(group: G, change: { [K in keyof G]?: G[K] | undefined } | undefined): G {
  const given = Object.entries(change ?? {}).filter(([, value]) => value !== undefined)
  return { ...group, ...Object.fromEntries(given) }
}

/** More tables than the window has; what was changed longest ago is forgotten beyond it. */
const maxRemembered = 100

/** Null forgets what has that name. */
function mergeNamed<Memory>(
  known: Record<string, Memory>,
  change: Record<string, Memory | null> = {},
): Record<string, Memory> {
  const others = Object.entries(known).filter(([name]) => !Object.hasOwn(change, name))
  const changed = Object.entries(change).flatMap(([name, memory]): [string, Memory][] =>
    memory === null ? [] : [[name, memory]],
  )
  return Object.fromEntries([...others, ...changed].slice(-maxRemembered))
}

function tidyNetwork(network: Settings['network']): Settings['network'] {
  return { ...network, proxyUrl: orNull(network.proxyUrl), caFile: orNull(network.caFile) }
}

function orNull(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

function checkQuietHours({ schedule: { quietHours } }: Settings): void {
  if (quietHours === null || quietHours.from !== quietHours.to) return
  throw refusal('schedule.quietHours', 'Quiet hours that end when they begin would last a whole day.', {
    fix: 'Choose another end, or turn quiet hours off.',
  })
}

const example = 'http://proxy.example.com:8080'

function checkProxy({ network: { proxy, proxyUrl } }: Settings): void {
  if (proxyUrl === null) {
    if (proxy !== 'manual') return
    throw refusal('network.proxyUrl', 'The proxy has no address yet.', {
      fix: `Enter its address first, for instance ${example}.`,
    })
  }
  const url = URL.parse(proxyUrl)
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw refusal('network.proxyUrl', 'This is not the address of a proxy.', {
      fix: `Enter an address such as ${example}.`,
    })
  }
  if (url.username !== '' || url.password !== '') {
    throw refusal('network.proxyUrl', 'A password is not kept in the settings.', {
      fix: 'Leave the name and password out. A proxy that asks for them can be given in HTTPS_PROXY, which is only read.',
    })
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw refusal('network.proxyUrl', 'The address of a proxy ends with its port.', {
      fix: `Leave out what follows the port, as in ${example}. An address of a script (PAC) is not read.`,
    })
  }
}

function refusal(field: string, message: string, { fix }: { fix: string }): AppError {
  return new AppError('badRequest', message, { fix, detail: { field } })
}
