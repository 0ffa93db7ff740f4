import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPage } from '../../../electron/core/graph/rows/page.ts'
import type { PageKind } from '../../../electron/core/sync/ports.ts'
import { byKey } from './read.ts'

const kinds: PageKind[] = ['organization', 'licenses', 'users', 'usersDelta', 'signInActivity', 'renewals']

test('any text of a person survives', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: 'binary' }),
      (name, other) => {
        const id = `id-${name}`.trim()
        const body = new TextEncoder().encode(
          JSON.stringify({ value: [{ id, displayName: other.toWellFormed(), city: name }] }),
        )
        const found = readPage('users', body).people.find(person => person.user_id === id)
        expect([found?.display_name, found?.city]).toEqual([other.toWellFormed(), name])
      },
    ),
  )
})

test('whatever JSON a list holds, the page is read: rows are staged or counted as left out', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), fc.constantFrom(...kinds), (value, kind) => {
      const { rows, summary } = readPage(kind, new TextEncoder().encode(JSON.stringify({ value })))
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
      const { people } = readPage('users', new TextEncoder().encode(body))
      expect(people.find(person => person.user_id === 'one')?.upn_key).toBe('a@x.y')
    }),
  )
})
