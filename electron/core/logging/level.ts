export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

/** Whether the environment chooses the level, which then wins over the settings. */
export function namesLogLevel(environment: Readonly<Record<string, string | undefined>>): boolean {
  const wanted = environment['M365_CONNECTOR_LOG']?.trim().toLowerCase()
  return logLevels.some(level => level === wanted)
}

/**
 * The level that `M365_CONNECTOR_LOG` asks for; `info` when it asks for none or for one that does not exist.
 */
export function logLevelFrom(environment: Readonly<Record<string, string | undefined>>): LogLevel {
  const wanted = environment['M365_CONNECTOR_LOG']?.trim().toLowerCase()
  return logLevels.find(level => level === wanted) ?? 'info'
}
