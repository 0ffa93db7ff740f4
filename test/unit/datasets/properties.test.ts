import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { PageKind } from '../../../electron/core/sync/ports.ts'
import { byKey, contentOf } from './read.ts'

const kinds: PageKind[] = ['organization', 'licenses', 'users', 'usersDelta', 'signInActivity', 'renewals']

test('any text of a person survives', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: 'binary' }),
      (name, other) => {
        const id = `id-${name}`.trim().toLowerCase()
        const body = new TextEncoder().encode(
          JSON.stringify({ value: [{ id, displayName: other.toWellFormed(), mail: name, city: name }] }),
        )
        const found = contentOf('users', body).people.find(person => person.user_id === id)
        expect([found?.display_name, found?.mail]).toEqual([other.toWellFormed(), name])
        expect(found?.city).toBe(name.trim())
      },
    ),
  )
})

test('whatever JSON a list holds, the page is read: rows are staged or counted as left out', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), fc.constantFrom(...kinds), (value, kind) => {
      const { rows, summary } = contentOf(kind, new TextEncoder().encode(JSON.stringify({ value })))
      expect(summary.rows + summary.dropped).toBe(value.length)
      expect(Object.keys(byKey(rows)).length).toBeLessThanOrEqual(value.length)
    }),
  )
})

test('whatever a field holds, a person with an id keeps their row', () => {
  const field = fc.constantFrom(
    'displayName',
    'accountEnabled',
    'createdDateTime',
    'assignedLicenses',
    'licenseAssignmentStates',
  )
  fc.assert(
    fc.property(field, fc.jsonValue(), (name, value) => {
      const body = JSON.stringify({ value: [{ id: 'one', userPrincipalName: 'a@x.y', [name]: value }] })
      const { people } = contentOf('users', new TextEncoder().encode(body))
      expect(people.find(person => person.user_id === 'one')?.upn_key).toBe('a@x.y')
    }),
  )
})

/** The number of a list's rows as a plain parser finds it; null where there is no such list. */
function rowsByParser(text: string): number | null {
  try {
    const { value } = z.object({ value: z.array(z.unknown()) }).parse(JSON.parse(text))
    return value.length
  } catch {
    return null
  }
}

function rowsByPage(text: string): number | null {
  try {
    const { summary } = contentOf('users', new TextEncoder().encode(text))
    return summary.rows + summary.dropped
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalidAnswer' })
    return null
  }
}

const entry = fc.oneof(fc.jsonValue(), fc.record({ id: fc.string(), 'a"b': fc.array(fc.jsonValue()) }))
const documents = fc.record({ '@odata.context': fc.jsonValue(), value: fc.array(entry), z: fc.jsonValue() })

test('a page holds the rows that a parser of the whole finds, however it is written', () => {
  fc.assert(
    fc.property(documents, fc.nat(3), fc.boolean(), (document, spaces, mark) => {
      const text = JSON.stringify(document, null, spaces)
      expect(rowsByPage(mark ? `\uFEFF${text}` : text)).toBe(document.value.length)
    }),
  )
})

test('a page that is damaged anywhere is refused where a parser of the whole refuses it', () => {
  const bits = fc.constantFrom('', '"', '\\', ',', ':', '{', '}', '[', ']', ' ', 'x', '1', '\n')
  fc.assert(
    fc.property(
      documents,
      fc.double({ min: 0, max: 1, noNaN: true }),
      bits,
      fc.nat(2),
      (document, place, bit, gone) => {
        const text = JSON.stringify(document)
        const at = Math.floor(place * text.length)
        const damaged = text.slice(0, at) + bit + text.slice(at + gone)
        expect(rowsByPage(damaged)).toBe(rowsByParser(damaged))
      },
    ),
    { numRuns: 1000 },
  )
})
