import type { Connector } from './connectors.ts'

/** Why a reference means no connector. `windowFix` is what to do where there is no command line. */
export type ConnectorRefusal = {
  code: 'notFound' | 'badRequest'
  message: string
  fix: string
  windowFix: string
}

export type ConnectorMatch =
  | { connector: Connector; refusal: null }
  | { connector: null; refusal: ConnectorRefusal }

const maxListed = 10
const minIdBeginning = 8

/**
 * The one rule by which engine and command line find the connector that a person means: by id, by name, where
 * case does not count, or by the beginning of an id (eight characters or more). A reference that several
 * connectors share is refused with their list. Without a reference it is the only connector there is.
 */
export function matchConnector(connectors: readonly Connector[], reference: string | null): ConnectorMatch {
  if (connectors.length === 0) {
    return refused(
      'There is no connector yet.',
      'Add one with "m365-connector add", or look around first with "m365-connector demo".',
      'Connect a tenant first: Setup.',
    )
  }
  const wanted = comparable(reference ?? '')
  const fitting = wanted === '' ? connectors : fits(connectors, wanted)
  const [first, second] = fitting
  if (first !== undefined && second === undefined) return { connector: first, refusal: null }
  const named = (reference ?? '').trim()
  if (wanted === '') {
    const { refusal } = refused('There are several connectors.', `Name one of them: ${names(connectors)}.`)
    return { connector: null, refusal: { ...refusal, code: reference === null ? 'badRequest' : 'notFound' } }
  }
  if (first === undefined) {
    return refused(`There is no connector "${named}".`, `Choose from: ${names(connectors)}.`)
  }
  return refused(
    `"${named}" fits ${fitting.length} connectors.`,
    `Use the id of one of them: ${listed(fitting.map(({ id, name }) => `${id} ("${name}")`))}.`,
    'Choose the tenant from the list at the top of the window.',
  )
}

/** Names as they are compared: case, outer blanks and the way accents are encoded do not count. */
export function comparable(name: string): string {
  return name.trim().normalize('NFC').toLowerCase()
}

function fits(connectors: readonly Connector[], wanted: string): readonly Connector[] {
  const byId = connectors.filter(({ id }) => id === wanted)
  if (byId.length > 0) return byId
  const byName = connectors.filter(({ name }) => comparable(name) === wanted)
  if (byName.length > 0) return byName
  return wanted.length >= minIdBeginning ? connectors.filter(({ id }) => id.startsWith(wanted)) : []
}

function names(connectors: readonly Connector[]): string {
  return listed(connectors.map(({ name }) => `"${name}"`))
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, maxListed).join(', ')
  return texts.length > maxListed ? `${shown}, …` : shown
}

function refused(message: string, fix: string, windowFix = fix): ConnectorMatch & { connector: null } {
  return { connector: null, refusal: { code: 'notFound', message, fix, windowFix } }
}
