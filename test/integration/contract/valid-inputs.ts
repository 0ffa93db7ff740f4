import { type Method, methodNames } from '../../../electron/contract/methods.ts'
import { type Input, schemas } from '../../../electron/contract/schemas.ts'

/** A connector that is not there, for what would change one. */
const connector = 'Nobody'
/** The demo tenant, with data. */
const tenant = 'Demo tenant'
const draft = '11111111-2222-4333-8444-555555555555'
const subject = { cloud: 'global', permissions: { base: 'narrow', usage: true, extras: [] } } as const
const credential = { kind: 'secret', secret: 'a~Secret-0123456789.abcdefghijklmnop' } as const
const seat = { userId: 'u1', skuId: 's1' } as const
const values = {
  tenantId: '11111111-2222-4333-8444-555555555555',
  clientId: '99999999-8888-4777-8666-555555555555',
  cloud: 'global',
} as const

/** Inputs that most methods take: nothing, or the name of a connector. */
const usualInputs = [{}, { connector }] as const
type UsualInput = (typeof usualInputs)[number]
type Unusual = { [M in Method]: Extract<UsualInput, Input<M>> extends never ? M : never }[Method]

/** Methods that need more, and those that are to be tried with more. */
const ownInputs: { readonly [M in Unusual]: Input<M> } & { readonly [M in Method]?: Input<M> } = {
  'connectors.add': { name: 'Added', ...values, credential, secretExpiresOn: '2027-01-31' },
  'connectors.rename': { connector, name: 'Another name' },
  'connectors.setCredential': { connector, credential, secretExpiresOn: null },
  'connectors.reconfigure': { connector, ...values, credential },
  'setup.guide': { subject },
  'setup.handOver': { subject, items: ['register', 'consent'], format: 'text', tenantId: values.tenantId },
  'setup.scripts': { subject, appName: 'M365 Connector', secretDays: 180 },
  'setup.saveDraft': {
    draft: {
      id: draft,
      connector: null,
      name: 'A draft',
      ...values,
      permissions: subject.permissions,
      credential: 'secret',
      secretExpiresOn: null,
      step: 'register',
      done: ['before'],
    },
  },
  'setup.discardDraft': { id: draft },
  'certificates.make': { name: 'Contoso', days: 90 },
  'certificates.discard': { key: draft },
  'diagnosis.run': { connector: tenant },
  'consent.begin': {
    subject: { kind: 'values', ...values },
    permissions: subject.permissions,
  },
  'consent.state': { connector: tenant },
  'consent.stop': { connector: tenant },
  'consent.acknowledge': { connector: tenant },
  'registration.begin': {
    work: { kind: 'create', name: 'Registered', cloud: 'global', permissions: subject.permissions },
    client: { kind: 'graphTools' },
  },
  'registration.answer': { id: draft, answer: { kind: 'go' } },
  'registration.undo': { id: draft },
  'signIn.explain': { text: 'AADSTS50105' },
  'sync.start': { connector: tenant, mode: 'full', only: ['users'] },
  'sync.runs': { connector: tenant, limit: 10 },
  'reports.page': {
    connector: tenant,
    report: 'users',
    filters: [{ column: 'department', operator: '=', value: 'Sales' }],
    search: 'anna',
    sort: { column: 'display_name', direction: 'asc' },
    parameters: { days: 30 },
    offset: 0,
    limit: 10,
  },
  'connectors.export': { format: 'csv' },
  'query.views': { connector: tenant },
  'query.run': { connector: tenant, sql: 'select count(*) from v_users' },
  'query.export': { connector: tenant, sql: 'select sku_id from v_licenses', format: 'csv' },
  'search.find': { connector: tenant, text: 'anna sales', limit: 5 },
  'reports.values': { connector: tenant, report: 'users', column: 'department', find: 'sal', limit: 20 },
  'reports.totals': { connector: tenant, report: 'users', keys: [['id-1']] },
  'reports.copy': { connector: tenant, report: 'users', columns: ['display_name'], maxRows: 10 },
  'reports.export': { connector: tenant, report: 'users', format: 'csv', maxRows: 10 },
  'users.get': { connector: tenant, user: '00000000-0000-4000-8000-000000000000' },
  'licenses.get': { connector: tenant, product: 'SPE_E3' },
  'changes.between': { connector: tenant },
  'renewals.list': { connector: tenant },
  'renewals.export': { connector: tenant },
  'insight.overview': { connector: tenant },
  'insight.exportOverview': { connector: tenant },
  'insight.daily': { connector: tenant, days: 90 },
  'insight.app': { connector: tenant, app: 'teams', days: 90 },
  'products.setPrice': { connector: tenant, product: 'SPE_E5', price: { amount: 50, currency: 'EUR' } },
  'savings.evidence': { connector, ...seat },
  'savings.changeSettings': {
    connector: tenant,
    settings: { idleDays: 60, graceDays: 30, leaverDays: 14, fitPercent: 90, reserve: {}, leadDays: 14 },
  },
  'savings.setJoiners': { connector: tenant, skuId: 'a', seats: 3 },
  'savings.notFree': { connector: tenant, skuId: 'a' },
  'savings.setPrices': {
    connector: tenant,
    prices: [
      {
        skuId: 'a',
        subscriptionId: null,
        amount: '36.5',
        currency: 'EUR',
        per: 'month',
        validFrom: null,
        validTo: '2027-12-31',
        note: null,
      },
    ],
  },
  'savings.setSubscriptionFacts': {
    connector: tenant,
    facts: [{ subscriptionId: 's1', term: 'year', channel: 'direct', minLicenses: 50 }],
  },
  'savings.readPrices': { connector: tenant, text: 'sku,amount\nSPE_E3,36', currency: 'EUR', decimal: null },
  'savings.previewExclusion': {
    connector: tenant,
    exclusion: { rule: 'R6', reason: 'other', until: '2026-12-31' },
  },
  'savings.exclude': {
    connector,
    exclusion: { upnPattern: 'svc-*@*', reason: 'service_account', reviewOn: '2026-12-31' },
  },
  'savings.endExclusion': { connector, exclusionId: 1 },
  'savings.postpone': { connector, seats: [seat], until: '2026-12-31' },
  'savings.decide': { connector, seats: [seat], decision: 'remove', note: 'left in August' },
  'savings.withdraw': { connector, decisionIds: [1] },
  'savings.exportScripts': { connector, decisions: [1] },
  'savings.writePrices': { connector: tenant },
  'savings.statements': { connector: tenant },
  'savings.setStatements': {
    connector: tenant,
    statements: { unused: ['MCOEV'], allBut: null, marks: [{ kind: 'department', value: 'Warehouse' }] },
  },
  'savings.changeLadder': {
    connector: tenant,
    changes: [{ lower: 'MCOPSTN1', higher: 'MCOPSTN2', isOn: true, note: 'same numbers' }],
  },
  'savings.ladder': { connector: tenant },
  'savings.readExclusions': { connector: tenant, text: 'pattern,reason\nsvc-*@*,other' },
  'savings.excludeAll': { connector, exclusions: [{ rule: 'R6', reason: 'other', until: '2026-12-31' }] },
  'savings.decideRenewal': {
    connector: tenant,
    subscriptionId: 's1',
    decision: { kind: 'cut', seats: 61, note: null, forDay: '2027-01-20' },
  },
  'savings.plan': { connector: tenant, plan: { moves: [{ from: 'a', to: 'b' }] } },
  'savings.planChoices': { connector: tenant },
  'savings.plans': { connector: tenant },
  'savings.savePlan': { connector: tenant, name: 'E1', plan: {} },
  'savings.deletePlan': { connector: tenant, name: 'E1' },
  'savings.decidePlan': { connector: tenant, plan: { moves: [{ from: 'a', to: 'b' }] }, which: 'clean' },
  'savings.letters': { connector: tenant },
  'demo.start': { people: 10 },
  'settings.change': {
    schedule: { enabled: true, everyHours: 24, at: '06:00', quietHours: { from: '22:00', to: '06:00' } },
    network: { proxy: 'manual', proxyUrl: 'http://proxy.example:8080' },
    data: { retentionMonths: 24 },
    log: { level: 'info' },
  },
  'background.pause': { until: '2030-01-01T00:00:00Z' },
  'background.environment': { online: true, onBattery: false, metered: false, suspended: false },
  'database.copy': { connector: tenant },
}

/** An input for each method that its schema takes. */
export const validInputs = Object.fromEntries(
  methodNames.map(method => [method, ownInputs[method] ?? usualInputOf(method)]),
  // A record made of the list of its keys has exactly these.
) as { readonly [M in Method]: Input<M> }

function usualInputOf(method: Method): UsualInput {
  return usualInputs.find(input => schemas[method].input.safeParse(input).success) ?? {}
}
