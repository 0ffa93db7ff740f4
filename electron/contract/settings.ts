import { z } from 'zod'
import { ReportFilter } from './reports.ts'
import {
  csvSeparators,
  languageNames,
  logLevelNames,
  proxyChoices,
  scheduleHours,
  themeNames,
  waitChoices,
} from './settings-names.ts'

/** A local time of day, `HH:MM`, from 00:00 to 23:59. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written HH:MM')

/** A quarter: by the changes of the last weeks the books are explained. */
const minRetentionMonths = 3
const maxRetentionMonths = 240

const Schedule = z.strictObject({
  enabled: z.boolean(),
  /** Hours between two syncs, counted from `at` around the clock. */
  everyHours: z.literal(scheduleHours),
  /** Local time of day of the day's first sync. */
  at: TimeOfDay,
  /**
   * No scheduled sync begins from `from` until `to`, local time; `from` later than `to` spans midnight. Null
   * for none.
   */
  quietHours: z.strictObject({ from: TimeOfDay, to: TimeOfDay }).nullable(),
  onBattery: z.enum(waitChoices),
  onMetered: z.enum(waitChoices),
})

const App = z.strictObject({
  startAtLogin: z.boolean(),
  /** Whether closing the window leaves the app running in the tray, where there is one. */
  closeToTray: z.boolean(),
  theme: z.enum(themeNames),
  language: z.enum(languageNames),
  /** Whether the desktop notifies of what a person has to act on; the window always shows it. */
  notifications: z.boolean(),
})

const Network = z.strictObject({
  /**
   * `system`: as the environment says (HTTPS_PROXY, NO_PROXY), else as the host says of the system. `manual`:
   * the proxy at `proxyUrl`.
   */
  proxy: z.enum(proxyChoices),
  /** Without user name and password: settings are no place for a secret. */
  proxyUrl: z.string().max(500).nullable(),
  /** An absolute path of a PEM file with certificate authorities to trust besides the system's. */
  caFile: z.string().max(4096).nullable(),
})

const Data = z.strictObject({
  /** History that is older is deleted after a sync; null keeps all of it. */
  retentionMonths: z.int().min(minRetentionMonths).max(maxRetentionMonths).nullable(),
  /** What separates the fields of an exported CSV file, unless an export names it. */
  csvSeparator: z.enum(csvSeparators),
  /** Whether the activity of single days is retrieved after each sync, report by report. */
  retrieveDailyActivity: z.boolean(),
})

const ColumnKeys = z.array(z.string().max(100)).max(200)

/** How the columns of a table stand. */
const TableLayout = z.strictObject({
  /** Every column in its order, also those that are hidden. */
  order: ColumnKeys,
  shown: ColumnKeys,
  /** Columns that stay while the table is scrolled sideways, from the left. */
  pinned: ColumnKeys,
  /** In pixels, of the columns whose width somebody has changed; the others fit their content. */
  widths: z.record(z.string().max(100), z.number().min(40).max(2000)),
  density: z.enum(['compact', 'comfortable']),
})
export type TableLayout = z.infer<typeof TableLayout>

/** A look at a table that somebody has given a name. */
const SavedView = z.strictObject({
  name: z.string().trim().min(1).max(60),
  search: z.string().max(256),
  sort: z.strictObject({ column: z.string().max(100), direction: z.enum(['asc', 'desc']) }).nullable(),
  filters: z.array(ReportFilter).max(32),
  parameters: z.record(z.string().max(100), z.number()),
  layout: TableLayout,
})
export type SavedView = z.infer<typeof SavedView>

/** What is remembered of one table; `layout` null for the usual one. */
const TableMemory = z.strictObject({
  layout: TableLayout.nullable(),
  views: z.array(SavedView).max(50),
})
export type TableMemory = z.infer<typeof TableMemory>

const TableName = z.string().min(1).max(80)

/** What was asked in SQL about one connector, the newest first. */
const QueryHistory = z.array(z.string().max(20_000)).max(20)

/** A statement in SQL that somebody has given a name. */
const SavedQuestion = z.strictObject({ name: z.string().trim().min(1).max(60), sql: z.string().max(20_000) })
export type SavedQuestion = z.infer<typeof SavedQuestion>

/** The saved questions about one connector, each name once. */
const SavedQuestions = z.array(SavedQuestion).max(100)

/**
 * What the window remembers. It can name people, in the filters of a view, so that no support bundle holds
 * it.
 */
const WindowSettings = z.strictObject({
  tables: z.record(TableName, TableMemory),
  queries: z.record(z.string().min(1).max(200), QueryHistory).default({}),
  questions: z.record(z.string().min(1).max(200), SavedQuestions).default({}),
})

const Privacy = z.strictObject({
  /**
   * Whether users are shown, searched and exported under made-up names. What is stored stays as it is, and a
   * copy of the database has the real names.
   */
  pseudonyms: z.boolean(),
})

const LogSettings = z.strictObject({ level: z.enum(logLevelNames) })

/** What a person has chosen, for all connectors of a data directory. It holds no secret. */
export const Settings = z.strictObject({
  schedule: Schedule,
  app: App,
  network: Network,
  // Settings that were written before there was this choice are as good as those with the rule's own.
  data: Data.extend({
    csvSeparator: Data.shape.csvSeparator.default('comma'),
    retrieveDailyActivity: Data.shape.retrieveDailyActivity.default(false),
  }),
  privacy: Privacy.default({ pseudonyms: false }),
  log: LogSettings,
  window: WindowSettings.default({ tables: {}, queries: {}, questions: {} }),
})
export type Settings = z.infer<typeof Settings>
export type ScheduleSettings = Settings['schedule']

/** What is to be different; what is left out stays as it is. */
export const SettingsChange = z.strictObject({
  schedule: Schedule.partial().optional(),
  app: App.partial().optional(),
  network: Network.partial().optional(),
  data: Data.partial().optional(),
  privacy: Privacy.partial().optional(),
  log: LogSettings.partial().optional(),
  /** Table by table and connector by connector; null forgets what is remembered of one. */
  window: z
    .strictObject({
      tables: z.record(TableName, TableMemory.nullable()),
      queries: z.record(z.string().min(1).max(200), QueryHistory.nullable()),
      questions: z.record(z.string().min(1).max(200), SavedQuestions.nullable()),
    })
    .partial()
    .optional(),
})
export type SettingsChange = z.infer<typeof SettingsChange>
