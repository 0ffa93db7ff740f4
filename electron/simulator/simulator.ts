import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Answer, type Call, collect, type Handler, type OriginName } from './answer.ts'
import { createEntra } from './entra/office.ts'
import { usualEntra } from './entra/settings.ts'
import { createFaultBook } from './faults/book.ts'
import { createFeedBook } from './feed/book.ts'
import { createGraphHandler } from './graph/handler.ts'
import { createClientCertificate, createServerCertificate } from './http/certificates.ts'
import { createMemory, type Memory } from './http/memory.ts'
import type { RequestRecord } from './http/request-log.ts'
import { type Hosting, type RunningServer, startServer } from './http/server.ts'
import { issueToken } from './login/access-token.ts'
import { createLoginHandler } from './login/handler.ts'
import type { ChangedSettings, Simulator, SimulatorOptions } from './options.ts'
import { type Credentials, createCredentials, soundRegistration } from './registration.ts'
import { createReportsHandler, reportAsked } from './reports/answer.ts'
import { createReportDesk } from './reports/desk.ts'
import type { Service, Urls } from './service.ts'
import type { Settings } from './settings.ts'
import { createActivity } from './tenant/activity.ts'
import { createBooks } from './tenant/books.ts'
import { dateText, dayOf, dayOfTime } from './tenant/calendar.ts'
import { changeWorld } from './tenant/changes.ts'
import { moveThroughPast } from './tenant/past.ts'
import { createWorld } from './tenant/world.ts'
import { createTruth } from './truth.ts'

const defaultRoles = [
  'Directory.Read.All',
  'Reports.Read.All',
  'ReportSettings.Read.All',
  'AuditLog.Read.All',
] as const

const maxPeople = 200_000

function createSettings(options: SimulatorOptions): Settings {
  return {
    grantedRoles: options.grantedRoles ?? defaultRoles,
    concealNames: options.concealNames ?? false,
    premium: options.premium ?? true,
    latencyMs: options.latencyMs ?? 0,
    refuse: null,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3_599,
    registration: { ...soundRegistration, ...options.registration },
    entra: { ...usualEntra, ...options.entra },
    quota: options.quota ?? false,
    throttleShare: 0,
    reportLinkSeconds: 120,
    reportDelayDays: 2,
    deltaTokenDays: 7,
  }
}

function createService(options: SimulatorOptions, credentials: Credentials, urls: () => Urls): Service {
  const { people = 1_200, seed = 1, today, copilot = true, past = false } = options
  if (!Number.isInteger(people) || people < 0 || people > maxPeople) {
    throw new RangeError(`The number of people must be from 0 to ${maxPeople}.`)
  }
  const day = today === undefined ? dayOfTime(Date.now()) : dayOf(today)
  const world = createWorld({ seed, people, today: day, copilot, past })
  const settings = createSettings(options)
  const { now = Date.now } = options
  return {
    world,
    books: createBooks(world),
    activity: createActivity(world),
    settings,
    credentials,
    entra: createEntra({ world, settings, credentials, now }),
    signingKey: randomBytes(32),
    urls,
    now,
  }
}

/** Starts the simulated sign-in, Graph and report hosts on free loopback ports, or on those asked for. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const now = Date.now()
  const [certificate, clientCertificate] = await Promise.all([
    createServerCertificate(now),
    createClientCertificate(now),
  ])
  const urls = { loginUrl: '', graphUrl: '', reportsUrl: '' }
  const credentials = createCredentials(options.seed ?? 1, clientCertificate)
  const service = createService(options, credentials, () => urls)
  const desk = createReportDesk(service)
  const requests: RequestRecord[] = []
  const faults = createFaultBook()
  const feeds = createFeedBook()
  const memory = options.memoryAnswers ? createMemory() : null
  const hosting: Hosting = {
    certificate,
    faults,
    feeds,
    requests,
    memory,
    gzip: options.gzip ?? true,
    latencyMs: () => service.settings.latencyMs,
    now: service.now,
    describe: call => ({ ...call, ...reportAsked(desk, call), today: dateText(service.world.today) }),
  }
  const { ports = {} } = options
  const graph = createGraphHandler(service, desk)
  const reports = createReportsHandler(service, desk)
  const servers: RunningServer[] = []
  const open = async (...parameters: Parameters<typeof startServer>) => {
    const server = await startServer(...parameters)
    servers.push(server)
    return `https://localhost:${server.port}`
  }
  const close = async () => {
    await Promise.all(servers.map(server => server.close()))
  }
  try {
    urls.loginUrl = await open('login', ports.login ?? 0, hosting, createLoginHandler(service))
    urls.graphUrl = await open('graph', ports.graph ?? 0, hosting, graph)
    urls.reportsUrl = await open('reports', ports.reports ?? 0, hosting, reports)
  } catch (error) {
    await close()
    throw error
  }
  const { company } = service.world
  return {
    ...urls,
    caPem: certificate.caPem,
    tenantId: company.tenantId,
    domain: company.domain,
    clientId: credentials.clientId,
    clientSecret: credentials.clientSecret,
    secretId: credentials.secretId,
    expiredSecret: credentials.expiredSecret,
    certificate: { pem: clientCertificate.pem, thumbprint: clientCertificate.thumbprint },
    faults: { add: faults.add, clear: faults.clear },
    feed: feeds.add,
    link: path => `${urls.graphUrl}/v1.0${path}`,
    change: change => {
      changeWorld(service.world, change ?? {})
      memory?.clear()
    },
    set: settings => {
      applySettings(service, settings)
      // Of all settings only the day changes what a body says under the same key.
      if (settings.today !== undefined) memory?.clear()
    },
    requests,
    clearRequests: () => {
      requests.length = 0
    },
    truth: () => createTruth(service),
    prepare: async (paths, headers = {}) => {
      if (memory === null) throw new Error('Answers are only kept with memoryAnswers.')
      return await prepareAnswers({ service, memory, graph, reports, gzip: hosting.gzip }, paths, headers)
    },
    close,
  }
}

function applySettings(service: Service, { today, registration, entra, ...rest }: ChangedSettings): void {
  Object.assign(service.settings, rest)
  if (registration !== undefined) {
    service.settings.registration = { ...service.settings.registration, ...registration }
  }
  if (entra !== undefined) service.settings.entra = { ...service.settings.entra, ...entra }
  if (today === undefined) return
  if (service.world.hasPast) moveThroughPast(service.world, dayOf(today))
  else service.world.today = dayOf(today)
}

type Kitchen = {
  readonly service: Service
  readonly memory: Memory
  readonly graph: Handler
  readonly reports: Handler
  readonly gzip: boolean
}

function callOf(origin: OriginName, address: string, headers: IncomingHttpHeaders): Call {
  const url = new URL(address)
  return { origin, method: 'GET', url, readablePath: url.pathname + url.search, headers, body: '' }
}

/** Asks the handlers for each path and all that follows from it, and keeps what they say. */
async function prepareAnswers(
  kitchen: Kitchen,
  paths: readonly string[],
  headers: Readonly<Record<string, string>>,
): Promise<{ answers: number; bytes: number }> {
  const { service, memory } = kitchen
  const { graphUrl, reportsUrl } = service.urls()
  const authorization = `Bearer ${issueToken(service, graphUrl, false)}`
  const before = memory.size()
  let answers = 0
  const lowered = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const waiting = paths.map(path => (path.startsWith('https:') ? path : graphUrl + path))
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    const isDownload = address.startsWith(reportsUrl)
    const call = callOf(
      isDownload ? 'reports' : 'graph',
      address,
      isDownload ? {} : { ...lowered, authorization },
    )
    const answer = await (isDownload ? kitchen.reports : kitchen.graph)(call)
    answers += 1
    if (answer.status >= 400) throw new Error(`${answer.status} for ${call.readablePath}`)
    const next = await keep(kitchen, answer)
    if (next !== null) waiting.push(next)
  }
  return { answers, bytes: memory.size() - before }
}

/** Keeps the answer and gives the address that follows from it, if any. */
async function keep({ memory, gzip }: Kitchen, answer: Answer): Promise<string | null> {
  const plain = answer.memoryKey === undefined ? collect(answer.body) : await memory.recall(answer, false)
  if (gzip && answer.memoryKey !== undefined) await memory.recall(answer, true)
  const { location } = answer.headers
  if (location !== undefined) return location
  const [, link] = /"@odata\.nextLink":("[^"]*")/.exec(plain.subarray(0, 4_000).toString('utf8')) ?? []
  if (link === undefined) return null
  const address: unknown = JSON.parse(link)
  return typeof address === 'string' ? address : null
}
