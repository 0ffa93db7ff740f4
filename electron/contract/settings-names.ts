/**
 * What can be chosen in the settings. It lives apart from its schema so that a window can use it without a
 * schema library.
 */

export const scheduleHours = [1, 2, 4, 6, 8, 12, 24] as const
export const waitChoices = ['sync', 'wait'] as const
export const themeNames = ['system', 'light', 'dark'] as const
export const languageNames = ['system', 'en'] as const
export const proxyChoices = ['system', 'none', 'manual'] as const
/** `auto` is the separator of the system's own lists, where it can be known. */
export const csvSeparators = ['comma', 'semicolon', 'tab', 'auto'] as const
export const logLevelNames = ['error', 'warn', 'info', 'debug'] as const
