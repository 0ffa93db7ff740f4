import { randomUUID } from 'node:crypto'
import { type Answer, type Call, graphError, type Handler, headerText } from '../answer.ts'
import type { TokenClaims } from '../login/access-token.ts'
import { answerReport } from '../reports/answer.ts'
import { parseReportCall } from '../reports/call.ts'
import type { ReportDesk } from '../reports/desk.ts'
import type { Service } from '../service.ts'
import { authenticate, authorize, type Requirement } from './access.ts'
import { answerBatch } from './batch.ts'
import { usersDelta } from './delta.ts'
import { oneGroup, organization, subscribedSkus, subscriptions } from './directory.ts'
import { createDirectoryOrder, type DirectoryOrder } from './directory-order.ts'
import { licenseDetails } from './license-details.ts'
import { application, servicePrincipal } from './registration.ts'
import { countUsers, listUsers, oneUser } from './users.ts'
import { answerWrite } from './writes/index.ts'

/** What a route's function may use. */
type Visit = {
  readonly service: Service
  readonly order: () => DirectoryOrder
  readonly desk: ReportDesk
  readonly claims: TokenClaims
  readonly call: Call
  /** The parts of the path that the pattern caught. */
  readonly parts: readonly string[]
}

type Route = {
  readonly pattern: RegExp
  readonly methods?: readonly string[]
  readonly needs: Requirement
  /** Resource units of the directory that a call costs. */
  readonly units?: number
  readonly visit: (visit: Visit) => Answer
}

const directory = (...anyOf: string[]): Requirement => ({ anyOf, refusal: 'directory' })
const reports = (...anyOf: string[]): Requirement => ({ anyOf, refusal: 'reports' })
const users = directory('User.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All')
const applications = directory(
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Application.ReadWrite.OwnedBy',
)

const routes: readonly Route[] = [
  {
    pattern: /^\/organization$/,
    needs: directory(
      'Organization.Read.All',
      'Directory.Read.All',
      'User.Read.All',
      'Directory.ReadWrite.All',
    ),
    visit: ({ service }) => organization(service),
  },
  {
    pattern: /^\/subscribedSkus$/,
    needs: directory(
      'LicenseAssignment.Read.All',
      'Organization.Read.All',
      'Directory.Read.All',
      'Directory.ReadWrite.All',
    ),
    units: 3,
    visit: ({ service }) => subscribedSkus(service),
  },
  {
    pattern: /^\/directory\/subscriptions$/,
    needs: directory('Organization.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'),
    visit: ({ service }) => subscriptions(service),
  },
  {
    pattern: /^\/users$/,
    needs: users,
    units: 2,
    visit: v => listUsers(v.service, v.order, v.claims, v.call),
  },
  { pattern: /^\/users\/\$count$/, needs: users, visit: v => countUsers(v.service, v.order, v.call) },
  {
    pattern: /^\/users\/(?:microsoft\.graph\.)?delta(?:\(\))?$/,
    needs: users,
    units: 2,
    visit: v => usersDelta(v.service, v.call),
  },
  {
    pattern: /^\/users\/([^/]+)\/licenseDetails$/,
    needs: directory('LicenseAssignment.Read.All', 'User.Read.All', 'Directory.Read.All'),
    units: 2,
    visit: v => licenseDetails(v.service, v.order, v.parts[0] ?? ''),
  },
  {
    pattern: /^\/users\/([^/]+)$/,
    needs: users,
    visit: v => oneUser(v.service, v.order, v.claims, v.call, v.parts[0] ?? ''),
  },
  {
    pattern: /^\/groups\/([^/]+)$/,
    needs: directory('GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'),
    visit: v => oneGroup(v.service, v.parts[0] ?? ''),
  },
  {
    pattern: /^\/applications\(appId='([^']*)'\)$/,
    needs: applications,
    units: 2,
    visit: v => application(v.service, v.parts[0] ?? ''),
  },
  {
    pattern: /^\/servicePrincipals\(appId='([^']*)'\)$/,
    needs: applications,
    visit: v => servicePrincipal(v.service, v.parts[0] ?? ''),
  },
  {
    pattern: /^(\/copilot)?\/reports\/(.+)$/,
    needs: reports('Reports.Read.All'),
    visit: v => {
      const asked = parseReportCall(
        v.desk.catalogue,
        `${v.parts[0] ?? ''}/reports`,
        v.parts[1] ?? '',
        v.call.url.searchParams,
        v.call.url.pathname.startsWith('/beta/'),
      )
      return 'status' in asked ? asked : answerReport(v.service, v.desk, asked, v.call)
    },
  },
]

/** The Graph host. */
export function createGraphHandler(service: Service, desk: ReportDesk): Handler {
  const order = createDirectoryOrder(service)
  const handle = (call: Call): Answer => {
    const claims = authenticate(service, call)
    if ('status' in claims) return claims
    const path = decodeURIComponent(call.url.pathname)
    const [, rest = ''] = /^\/(?:v1\.0|beta)(\/.*)$/.exec(path) ?? []
    if (rest === '') return graphError(400, 'BadRequest', 'Invalid version.')
    if (rest === '/$batch') return call.method === 'POST' ? answerBatch(call, handle) : wrongMethod
    if (service.settings.entra.national && isGlobalOnly(path)) return noSegment(rest)
    return (
      answerWrite(service, claims, rest, call) ?? visitRoute(rest, { service, order, desk, claims, call })
    )
  }
  return call => withHeaders(service, call, handle(call))
}

/** What the schemas of the national clouds do not declare in v1.0; beta declares some of the reports. */
function isGlobalOnly(path: string): boolean {
  return /^\/v1\.0\/(?:reports\/get|copilot\/reports\/|admin\/reportSettings$)/i.test(path)
}

function noSegment(path: string): Answer {
  return graphError(404, 'BadRequest', `Resource not found for the segment '${path.split('/')[1] ?? ''}'.`)
}

const wrongMethod = graphError(
  405,
  'Request_BadRequest',
  'Specified HTTP method is not allowed for the request target.',
)

function visitRoute(path: string, visit: Omit<Visit, 'parts'>): Answer {
  const matching = routes.filter(route => route.pattern.test(path))
  if (matching.length === 0) return noSegment(path)
  const route = matching.find(candidate => (candidate.methods ?? ['GET']).includes(visit.call.method))
  if (route === undefined) return wrongMethod
  const refusal = authorize(visit.claims, route.needs)
  if (refusal !== null) return refusal
  const parts = (route.pattern.exec(path) ?? []).slice(1)
  const answer = route.visit({ ...visit, parts })
  const selects = visit.call.url.searchParams.has('$select')
  const units = Math.max(1, (route.units ?? 1) - (selects ? 1 : 0))
  return { ...answer, headers: { ...answer.headers, 'x-ms-resource-unit': String(units) } }
}

function withHeaders(service: Service, call: Call, answer: Answer): Answer {
  const { throttleShare } = service.settings
  const requestId = answer.headers['request-id'] ?? randomUUID()
  return {
    ...answer,
    headers: {
      'cache-control': 'no-cache',
      'strict-transport-security': 'max-age=31536000',
      ...answer.headers,
      'request-id': requestId,
      'client-request-id': headerText(call.headers, 'client-request-id') || requestId,
      date: new Date(service.now()).toUTCString(),
      ...(throttleShare < 0.8
        ? {}
        : {
            'x-ms-throttle-limit-percentage': throttleShare.toFixed(2),
            'x-ms-throttle-scope': 'Tenant_Application/ReadWrite',
            'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
          }),
    },
  }
}
