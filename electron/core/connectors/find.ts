import type { Connector } from '../../contract/connectors.ts'
import { AppError } from '../errors.ts'

/**
 * The connector that a person means: by id, by the beginning of an id (eight characters or more), or by name, where case does not
 * count. Without a reference the only one there is.
 *
 * @throws AppError `notFound` when none or several fit.
 */
export function findConnector(connectors: readonly Connector[], reference: string | null): Connector {
  if (connectors.length === 0) {
    throw missing(
      'There is no connector yet.',
      'Add one first: m365-connector add.',
      'Connect a tenant first: Setup.',
    )
  }
  if (reference === null || reference.trim() === '') return onlyOne(connectors)
  const wanted = comparable(reference)
  const [first, ...others] = matches(connectors, wanted)
  if (first === undefined) {
    throw missing(`There is no connector "${reference.trim()}".`, `Choose from: ${listed(connectors)}.`)
  }
  if (others.length > 0) {
    throw missing(
      `"${reference.trim()}" fits ${others.length + 1} connectors.`,
      'Use the id: m365-connector list shows it.',
      'Choose the tenant from the list at the top of the window.',
    )
  }
  return first
}

/** Names as they are compared: case, outer blanks and the way accents are encoded do not count. */
export function comparable(name: string): string {
  return name.trim().normalize('NFC').toLowerCase()
}

function matches(connectors: readonly Connector[], wanted: string): readonly Connector[] {
  const byId = connectors.filter(({ id }) => id === wanted)
  if (byId.length > 0) return byId
  const byName = connectors.filter(({ name }) => comparable(name) === wanted)
  if (byName.length > 0) return byName
  return wanted.length >= 8 ? connectors.filter(({ id }) => id.startsWith(wanted)) : []
}

function onlyOne(connectors: readonly Connector[]): Connector {
  const [first, second] = connectors
  if (first === undefined || second !== undefined) {
    throw missing('There are several connectors; say which one.', `Choose from: ${listed(connectors)}.`)
  }
  return first
}

function listed(connectors: readonly Connector[]): string {
  return connectors
    .slice(0, 10)
    .map(({ name }) => `"${name}"`)
    .join(', ')
}

function missing(message: string, fix: string, windowFix = fix): AppError {
  return new AppError('notFound', message, { fix, windowFix })
}
