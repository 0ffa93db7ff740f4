import { type KeptLists, useKeptPerConnector } from './use-kept-per-connector.ts'

const maxStatements = 20

const kept: KeptLists<string> = {
  read: ({ queries }) => queries,
  put: (window, queries) => ({ ...window, queries }),
  change: queries => ({ queries }),
}

/** What was run about a connector, the newest first; kept in the settings, each statement once. */
export function useQueryHistory(connector: string) {
  const { list: statements, keep } = useKeptPerConnector(kept, connector)
  return {
    statements,
    add: (sql: string) => keep([sql, ...statements.filter(one => one !== sql)].slice(0, maxStatements)),
    clear: () => keep(null),
  }
}
