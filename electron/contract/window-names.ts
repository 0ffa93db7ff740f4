import {
  eventNames,
  hostEventNames,
  hostMethodNames,
  type Method,
  methodNames,
  type WindowEventName,
  type WindowMethod,
} from './methods.ts'

/** What only a host may tell the engine: a page knows nothing of the machine, and must not pretend to. */
const hostOnly: ReadonlySet<string> = new Set(['background.environment'])

/** The engine's methods that a page may call. */
export const pageMethodNames: readonly Method[] = methodNames.filter(name => !hostOnly.has(name))

/** Everything that a window may call, and everything that it may hear. */
export const windowMethodNames: readonly WindowMethod[] = [...pageMethodNames, ...hostMethodNames]
export const windowEventNames: readonly WindowEventName[] = [...eventNames, ...hostEventNames]
