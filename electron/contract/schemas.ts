import { z } from 'zod'
import { Attention, BackgroundState, MachineState, Notice } from './background.ts'
import { Connector, ConnectorChange, ConnectorInput, CredentialInput } from './connectors.ts'
import { AppsUse, OneAppUse } from './insight/apps.ts'
import { DailyUse, dailyWindows } from './insight/daily.ts'
import { ActivityCoverage } from './insight/daily-activity.ts'
import { Overview } from './insight/overview.ts'
import type { EventName, Method } from './methods.ts'
import { ChangesAnswer } from './pages/changes.ts'
import { ProductPage } from './pages/product.ts'
import { RenewalsAnswer } from './pages/renewals.ts'
import { UserPage } from './pages/user.ts'
import { querySchemas } from './query.ts'
import { registrationEventSchemas, registrationSchemas } from './registration/calls.ts'
import {
  CopyRequest,
  ExportRequest,
  exportFormats,
  ReportDescription,
  ReportPage,
  ReportRequest,
  ReportTotals,
  ReportValues,
  TotalsRequest,
  ValuesRequest,
} from './reports.ts'
import { savingsSchemas } from './savings/calls.ts'
import { SearchRequest, SearchResult } from './search.ts'
import { Settings, SettingsChange } from './settings.ts'
import { DiscardCertificateInput, MadeCertificate, MakeCertificateInput } from './setup/certificate.ts'
import { Check } from './setup/checks.ts'
import { Diagnosis, DiagnosisCheck } from './setup/diagnosis.ts'
import {
  DraftInput,
  HandOver,
  HandOverRequest,
  ScriptRequest,
  Scripts,
  SetupDraft,
  SetupGuide,
  SetupSubject,
} from './setup/setup.ts'
import { DatasetProgress, SyncRequest, SyncRun } from './sync.ts'

const Nothing = z.strictObject({})
/** A connector's id or its name. */
const ConnectorReference = z.string().min(1).max(200)

/**
 * Saves without signing in first. Otherwise what Microsoft refuses, or cannot be asked about, replaces
 * nothing; see `signInTestEnd`.
 */
const Untested = z.boolean().default(false)

export const AppInfo = z.strictObject({
  version: z.string(),
  home: z.string(),
  /** A warning about the place of the data directory; null for a usual one. */
  homeWarning: z.string().nullable(),
  secretStore: z.enum(['keychain', 'memory']),
  node: z.string(),
})
export type AppInfo = z.infer<typeof AppInfo>

export const ConnectorStatus = z.strictObject({
  connector: Connector,
  demo: z.boolean(),
  /** The tenant's default domain, such as contoso.com; null until a sync has retrieved it. */
  domain: z.string().nullable(),
  lastRun: SyncRun.nullable(),
  nextRunAt: z.string().nullable(),
  secretExpiresOn: z.string().nullable(),
  /**
   * Where the date of expiry comes from: the registration, the certificate itself, or a person who typed it
   * in.
   */
  secretExpirySource: z.enum(['registration', 'certificate', 'typed']).nullable(),
  databaseBytes: z.int(),
  databaseFile: z.string(),
  running: z.boolean(),
})
export type ConnectorStatus = z.infer<typeof ConnectorStatus>

/** Input and output of every method. Inputs are strict: an unknown key is refused, sizes are limited. */
export const schemas = {
  'app.info': { input: Nothing, output: AppInfo },
  'connectors.list': { input: Nothing, output: z.array(Connector) },
  'connectors.add': { input: ConnectorInput, output: Connector },
  'connectors.rename': {
    input: z.strictObject({ connector: ConnectorReference, name: z.string().trim().min(1).max(120) }),
    output: Connector,
  },
  'connectors.setCredential': {
    input: z.strictObject({
      connector: ConnectorReference,
      credential: CredentialInput,
      secretExpiresOn: z.iso.date().nullable().default(null),
      untested: Untested,
    }),
    output: Connector,
  },
  'connectors.reconfigure': {
    input: ConnectorChange.extend({ connector: ConnectorReference, untested: Untested }),
    output: Connector,
  },
  'connectors.remove': {
    input: z.strictObject({ connector: ConnectorReference }),
    output: z.strictObject({ removedFiles: z.array(z.string()), removedKeychainEntry: z.boolean() }),
  },
  'connectors.status': {
    input: z.strictObject({ connector: ConnectorReference.nullable() }),
    output: z.array(ConnectorStatus),
  },
  /** The table over all tenants, one row per tenant. */
  'connectors.export': {
    input: z.strictObject({ format: z.enum(exportFormats) }),
    output: z.strictObject({ file: z.string(), rows: z.int() }),
  },
  'certificates.make': { input: MakeCertificateInput, output: MadeCertificate },
  'certificates.discard': {
    input: DiscardCertificateInput,
    output: z.strictObject({ discarded: z.boolean() }),
  },
  'setup.guide': { input: z.strictObject({ subject: SetupSubject }), output: SetupGuide },
  'setup.handOver': { input: HandOverRequest, output: HandOver },
  'setup.scripts': { input: ScriptRequest, output: Scripts },
  'setup.drafts': { input: Nothing, output: z.array(SetupDraft) },
  'setup.saveDraft': { input: z.strictObject({ draft: DraftInput }), output: SetupDraft },
  'setup.discardDraft': {
    input: z.strictObject({ id: z.uuid() }),
    output: z.strictObject({ discarded: z.boolean() }),
  },
  ...registrationSchemas,
  'checks.run': {
    input: z.strictObject({ connector: ConnectorReference }),
    output: z.strictObject({ checks: z.array(Check) }),
  },
  'sync.start': { input: SyncRequest, output: SyncRun },
  'sync.cancel': {
    input: z.strictObject({ connector: ConnectorReference }),
    output: z.strictObject({ cancelled: z.boolean() }),
  },
  'sync.runs': {
    input: z.strictObject({ connector: ConnectorReference, limit: z.int().min(1).max(500).default(50) }),
    output: z.array(SyncRun),
  },
  /** What is held of single days of activity. */
  'activity.coverage': { input: z.strictObject({ connector: ConnectorReference }), output: ActivityCoverage },
  /** Begins to retrieve missing days, and does not wait for them. Refused while the setting is off. */
  'activity.retrieve': {
    input: z.strictObject({ connector: ConnectorReference }),
    output: ActivityCoverage.pick({ phase: true, resumesAt: true }),
  },
  /** Stops the retrieval until the next sync; what is held stays. */
  'activity.stop': {
    input: z.strictObject({ connector: ConnectorReference }),
    output: z.strictObject({ stopped: z.boolean() }),
  },
  'reports.list': { input: Nothing, output: z.array(ReportDescription) },
  'reports.page': { input: ReportRequest, output: ReportPage },
  'reports.values': { input: ValuesRequest, output: ReportValues },
  'reports.totals': { input: TotalsRequest, output: ReportTotals },
  /** Tab-separated text for the clipboard. `rows` of `filtered` rows are in it. */
  'reports.copy': {
    input: CopyRequest,
    output: z.strictObject({ text: z.string(), rows: z.int(), filtered: z.int() }),
  },
  ...querySchemas,
  'search.find': { input: SearchRequest, output: z.array(SearchResult) },
  'reports.export': { input: ExportRequest, output: z.strictObject({ file: z.string(), rows: z.int() }) },
  'users.get': {
    /** `user` by its object id. */
    input: z.strictObject({ connector: ConnectorReference, user: z.guid() }),
    output: UserPage,
  },
  'licenses.get': {
    /** `product` by its id or part number. */
    input: z.strictObject({ connector: ConnectorReference, product: z.string().trim().min(1).max(200) }),
    output: ProductPage,
  },
  'changes.between': {
    /** Days with a sync; null for the last one and the one a month before it. */
    input: z.strictObject({
      connector: ConnectorReference,
      from: z.iso.date().nullable().default(null),
      to: z.iso.date().nullable().default(null),
      /** Rows of each group at most. */
      limit: z.int().min(1).max(1000).default(200),
    }),
    output: ChangesAnswer,
  },
  'renewals.list': { input: z.strictObject({ connector: ConnectorReference }), output: RenewalsAnswer },
  /** Writes the dates as an iCalendar file into the exports folder; `rows` is the number of its entries. */
  'renewals.export': {
    input: z.strictObject({ connector: ConnectorReference }),
    output: z.strictObject({ file: z.string(), rows: z.int() }),
  },
  'insight.overview': { input: z.strictObject({ connector: ConnectorReference }), output: Overview },
  /** Writes the overview as a web page, which Word opens too, into the exports folder. */
  'insight.exportOverview': {
    input: z.strictObject({ connector: ConnectorReference }),
    output: z.strictObject({ file: z.string() }),
  },
  'insight.daily': {
    input: z.strictObject({ connector: ConnectorReference, days: z.literal(dailyWindows).default(30) }),
    output: DailyUse,
  },
  'insight.apps': { input: z.strictObject({ connector: ConnectorReference }), output: AppsUse },
  'insight.app': {
    input: z.strictObject({
      connector: ConnectorReference,
      app: z.string().min(1).max(100),
      days: z.literal(dailyWindows).default(30),
    }),
    output: OneAppUse,
  },
  'products.setPrice': {
    input: z.strictObject({
      connector: ConnectorReference,
      /** A product's id or part number. */
      product: z.string().trim().min(1).max(200),
      /** Per seat and month; null takes the price away. */
      price: z
        .strictObject({ amount: z.number().min(0).max(1_000_000), currency: z.string().regex(/^[A-Z]{3}$/) })
        .nullable(),
    }),
    output: z.strictObject({ skuId: z.string(), skuPartNumber: z.string(), productName: z.string() }),
  },
  ...savingsSchemas,
  'demo.start': {
    input: z.strictObject({
      people: z.int().min(10).max(200_000).default(1200),
      /** Whether the tenant has a past year, whose syncs are made up for before its first one. */
      history: z.boolean().default(false),
    }),
    output: Connector,
  },
  'demo.stop': { input: Nothing, output: z.strictObject({ stopped: z.boolean() }) },
  'settings.get': { input: Nothing, output: Settings },
  'settings.change': { input: SettingsChange, output: Settings },
  'background.state': { input: Nothing, output: BackgroundState },
  /** `until` null pauses until it is ended. */
  'background.pause': {
    input: z.strictObject({ until: z.iso.datetime().nullable() }),
    output: BackgroundState,
  },
  'background.resume': { input: Nothing, output: BackgroundState },
  /** Called by the host only; a page is refused. */
  'background.environment': { input: MachineState, output: Nothing },
  /** Writes what a support case needs, without secrets, names and tenant ids, into the exports folder. */
  'diagnosis.run': {
    /** Null looks at the global cloud. */
    input: z.strictObject({ connector: ConnectorReference.nullable() }),
    output: Diagnosis,
  },
  /** The newest one of this process; null before the first. */
  'diagnosis.newest': { input: Nothing, output: Diagnosis.nullable() },
  'diagnostics.bundle': { input: Nothing, output: z.strictObject({ file: z.string() }) },
  /** Copies the connector's database as it is at one moment into the exports folder. */
  'database.copy': {
    input: z.strictObject({ connector: ConnectorReference }),
    output: z.strictObject({ file: z.string(), bytes: z.int() }),
  },
  'app.notices': { input: Nothing, output: z.array(Notice) },
} satisfies Record<Method, { input: z.ZodType; output: z.ZodType }>

export type Input<M extends Method> = z.input<(typeof schemas)[M]['input']>
export type Parsed<M extends Method> = z.output<(typeof schemas)[M]['input']>
export type Output<M extends Method> = z.output<(typeof schemas)[M]['output']>

export const eventSchemas = {
  'diagnosis.progress': DiagnosisCheck,
  'checks.progress': z.strictObject({ connector: z.string(), check: Check }),
  ...registrationEventSchemas,
  'sync.progress': DatasetProgress,
  'sync.finished': SyncRun,
  'connectors.changed': Nothing,
  'reports.changed': z.strictObject({ connector: z.string() }),
  /** How far an export with an `id` is, a few times a second; `total` rows are to be written. */
  'reports.exportProgress': z.strictObject({ id: z.string(), rows: z.int(), total: z.int() }),
  'settings.changed': Settings,
  'background.changed': BackgroundState,
  /** At most once per cause, also over restarts. Emitted only by an engine that works in the background. */
  'attention.raised': Attention,
} satisfies Record<EventName, z.ZodType>
export type EventPayload<E extends EventName> = z.output<(typeof eventSchemas)[E]>
