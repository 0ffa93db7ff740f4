import type { Service } from '../service.ts'
import { userProperties } from './person.ts'

/** A filter over people, or the reason why Graph would refuse it. */
export type Filter = {
  /** Bounds of the user principal name, lower case, for a walk over the sorted directory; null when open. */
  readonly from: string | null
  readonly to: string | null
  readonly toIncluded: boolean
  readonly test: (service: Service, index: number) => boolean
  /** Needs `ConsistencyLevel: eventual` and `$count=true`. */
  readonly advanced: boolean
}

type Comparison = {
  readonly property: string
  readonly operator: string
  readonly value: string | boolean | null
}

const comparison = /^\s*([A-Za-z]+)\s+(eq|ne|ge|gt|le|lt)\s+('(?:[^']|'')*'|true|false|null)\s*$/
const prefix = /^\s*startswith\(\s*([A-Za-z]+)\s*,\s*('(?:[^']|'')*')\s*\)\s*$/i
const licensed = /^\s*assignedLicenses\/\$count\s+(eq|ne)\s+0\s*$/

/** Parses comparisons joined by `and`, as far as Graph allows them on users; null for anything else. */
export function parseFilter(text: string): Filter | null {
  const parts: Comparison[] = []
  for (const part of splitAnd(text)) {
    const parsed = parsePart(part)
    if (parsed === null) return null
    parts.push(parsed)
  }
  const names = parts.filter(part => part.property === 'userPrincipalName')
  const bound = (operators: readonly string[]) => {
    const found = names.find(part => operators.includes(part.operator))
    return typeof found?.value === 'string' ? found.value.toLowerCase() : null
  }
  return {
    from: bound(['ge', 'gt', 'eq', 'startswith']),
    to: bound(['le', 'lt', 'eq']),
    toIncluded: bound(['lt']) === null,
    test: (service, index) => parts.every(part => holds(service, index, part)),
    advanced: parts.some(
      part => ['ne', 'gt', 'lt'].includes(part.operator) || part.property.includes('$count'),
    ),
  }
}

/** Splits at `and` outside of quotes. */
function splitAnd(text: string): string[] {
  const pieces = text.split(/('(?:[^']|'')*')/)
  const parts = ['']
  for (const [position, piece] of pieces.entries()) {
    const [head = '', ...rest] = position % 2 === 1 ? [piece] : piece.split(/\band\b/)
    parts[parts.length - 1] += head
    parts.push(...rest)
  }
  return parts
}

function parsePart(part: string): Comparison | null {
  const [, operatorOfCount] = licensed.exec(part) ?? []
  if (operatorOfCount !== undefined)
    return { property: 'assignedLicenses/$count', operator: operatorOfCount, value: null }
  const [, prefixProperty, prefixText] = prefix.exec(part) ?? []
  if (prefixProperty !== undefined && prefixText !== undefined) {
    return { property: prefixProperty, operator: 'startswith', value: unquote(prefixText) }
  }
  const [, property, operator, literal] = comparison.exec(part) ?? []
  if (property === undefined || operator === undefined || literal === undefined) return null
  if (!filterable.has(property)) return null
  if (literal === 'null') return { property, operator, value: null }
  return { property, operator, value: literal.startsWith("'") ? unquote(literal) : literal === 'true' }
}

const filterable = new Set([
  'userPrincipalName',
  'displayName',
  'mail',
  'department',
  'country',
  'companyName',
  'jobTitle',
  'usageLocation',
  'userType',
  'accountEnabled',
  'id',
])

function unquote(literal: string): string {
  return literal.slice(1, -1).replaceAll("''", "'")
}

function holds(service: Service, index: number, { property, operator, value }: Comparison): boolean {
  if (property === 'assignedLicenses/$count') {
    const licenses = userProperties['assignedLicenses']?.(service, index)
    return (Array.isArray(licenses) && licenses.length > 0) === (operator === 'ne')
  }
  const found = userProperties[property]?.(service, index) ?? null
  if (typeof found !== 'string' || typeof value !== 'string') {
    return operator === 'eq' ? found === value : operator === 'ne' && found !== value
  }
  return compareTexts(found.toLowerCase(), operator, value.toLowerCase())
}

function compareTexts(found: string, operator: string, value: string): boolean {
  switch (operator) {
    case 'startswith':
      return found.startsWith(value)
    case 'eq':
      return found === value
    case 'ne':
      return found !== value
    case 'ge':
      return found >= value
    case 'gt':
      return found > value
    case 'le':
      return found <= value
    default:
      return found < value
  }
}
