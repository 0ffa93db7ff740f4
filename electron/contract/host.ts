import { z } from 'zod'
import type { HostEventName, HostMethod, WindowEventName, WindowMethod } from './methods.ts'
import { eventSchemas, schemas } from './schemas.ts'

const Nothing = z.strictObject({})

/** What the host around a window can do. A browser can do none of it. */
export const HostInfo = z.strictObject({
  kind: z.enum(['desktop', 'browser']),
  platform: z.enum(['win32', 'darwin', 'linux']),
  /** Whether there is a tray to keep running in when the window is closed. */
  canTray: z.boolean(),
  canStartAtLogin: z.boolean(),
  /** Whether `host.showFolder` can open the file manager. */
  canShowFiles: z.boolean(),
  /** Whether the host shows a file dialog of its own; a page's own file field works everywhere. */
  canChooseFiles: z.boolean(),
})
export type HostInfo = z.infer<typeof HostInfo>

/** Folders that a window may ask to see. A path never comes from a page. */
export const HostFolder = z.enum(['data', 'logs', 'exports', 'database'])
export type HostFolder = z.infer<typeof HostFolder>

/**
 * Why the engine does not start and is not started again by itself. `end` is how its process ended, for a
 * support case, and `logs` the folder in which more is written.
 */
export const EngineFailure = z.strictObject({
  message: z.string(),
  fix: z.string(),
  end: z.string(),
  logs: z.string(),
})
export type EngineFailure = z.infer<typeof EngineFailure>

/** Whether an engine answers. `failure` stays while it is tried again, until one answers. */
export const EngineState = z.strictObject({ open: z.boolean(), failure: EngineFailure.nullable() })
export type EngineState = z.infer<typeof EngineState>

/**
 * A place in the app as the part of its address from `#` on; the page's own route parser has the last word.
 */
export const NavigationHash = z
  .string()
  .max(2048)
  .regex(/^#\/[\x21-\x7e]*$/)

const ExportedFile = z.string().min(1).max(4096)

/**
 * What the host of a window answers itself. `host.openLink` opens Microsoft's portals and documentation in
 * the person's browser and answers `opened: false` for every other address; `host.showFolder` with `database`
 * needs the connector's id. `host.restartEngine` starts an engine that is not started again by itself, and
 * answers `started: false` when there is none to start.
 *
 * `host.openExport` and `host.saveExport` take a file that was written for this page and no other. The
 * desktop app moves it where the person wants it, and answers with its new place, or null when the person
 * changed their mind. A browser gets an address to download it from, which works once. `host.savePdf` writes
 * what the window shows, as it prints, to where the person wants it; a browser prints itself.
 */
export const hostSchemas = {
  'host.info': { input: Nothing, output: HostInfo },
  'host.openLink': {
    input: z.strictObject({ url: z.string().min(1).max(2048) }),
    output: z.strictObject({ opened: z.boolean() }),
  },
  'host.showFolder': {
    input: z.strictObject({ what: HostFolder, connector: z.string().min(1).max(200).nullable() }),
    output: z.strictObject({ shown: z.boolean() }),
  },
  'host.openExport': {
    input: z.strictObject({ file: ExportedFile, what: z.enum(['file', 'folder']) }),
    output: z.strictObject({ opened: z.boolean() }),
  },
  'host.saveExport': {
    input: z.strictObject({ file: ExportedFile }),
    output: z.strictObject({ file: z.string().nullable(), download: z.string().nullable() }),
  },
  'host.savePdf': {
    input: z.strictObject({ name: z.string().min(1).max(100) }),
    output: z.strictObject({ file: z.string().nullable() }),
  },
  'host.restartEngine': { input: Nothing, output: z.strictObject({ started: z.boolean() }) },
  'host.quit': { input: Nothing, output: z.strictObject({ quits: z.boolean() }) },
} satisfies Record<HostMethod, { input: z.ZodType; output: z.ZodType }>

export const hostEventSchemas = {
  'host.navigate': z.strictObject({ hash: NavigationHash }),
  'host.connection': EngineState,
} satisfies Record<HostEventName, z.ZodType>

/** Everything that a window may call, whoever answers it. */
export const windowSchemas = { ...schemas, ...hostSchemas } satisfies Record<
  WindowMethod,
  { input: z.ZodType; output: z.ZodType }
>
const windowEventSchemas = { ...eventSchemas, ...hostEventSchemas } satisfies Record<
  WindowEventName,
  z.ZodType
>

export type WindowInput<M extends WindowMethod> = z.input<(typeof windowSchemas)[M]['input']>
export type WindowOutput<M extends WindowMethod> = z.output<(typeof windowSchemas)[M]['output']>
export type WindowEventPayload<E extends WindowEventName> = z.output<(typeof windowEventSchemas)[E]>

export type WindowEvents = { [E in WindowEventName]: WindowEventPayload<E> }

type HostInput<M extends HostMethod> = z.output<(typeof hostSchemas)[M]['input']>

/** The host's half of what a window may call. */
export type HostHandlers = { [M in HostMethod]: (input: HostInput<M>) => Promise<WindowOutput<M>> }
