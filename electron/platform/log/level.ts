export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

/** The level that `M365_CONNECTOR_LOG` asks for; `info` when it asks for none or for one that does not exist. */
export function logLevelFrom(environment: Readonly<Record<string, string | undefined>>): LogLevel {
  const wanted = environment['M365_CONNECTOR_LOG']?.trim().toLowerCase()
  return logLevels.find(level => level === wanted) ?? 'info'
}
