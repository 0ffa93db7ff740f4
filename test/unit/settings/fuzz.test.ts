import fc from 'fast-check'
import { expect, test } from 'vitest'
import { schemas } from '../../../electron/contract/schemas.ts'
import { Settings } from '../../../electron/contract/settings.ts'
import { AppError } from '../../../electron/core/errors.ts'
import { changeSettings } from '../../../electron/core/settings/change.ts'
import { defaultSettings } from '../../../electron/core/settings/defaults.ts'

const text = fc.oneof(
  fc.string(),
  fc.webUrl(),
  fc.constantFrom('06:00', '23:59', 'manual', 'none', 'dark', 'wait'),
)
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.jsonValue())
const keysOf = (group: object) => fc.dictionary(fc.constantFrom(...Object.keys(group)), value)
const anyChange = fc.record(
  Object.fromEntries(Object.entries(defaultSettings).map(([name, group]) => [name, keysOf(group)])),
  { requiredKeys: [] },
)

test('whatever comes in is refused with words, or leaves settings that are whole', () => {
  fc.assert(
    fc.property(fc.oneof(anyChange, fc.jsonValue()), raw => {
      const input = schemas['settings.change'].input.safeParse(raw)
      if (!input.success) return
      try {
        expect(Settings.safeParse(changeSettings(defaultSettings, input.data)).success).toBe(true)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        expect(error).toMatchObject({ code: 'badRequest', message: expect.stringMatching(/\.$/) })
        expect(error.detail['field']).toMatch(/^\w+\.\w+$/)
      }
    }),
    { numRuns: 500 },
  )
})

test.each(['background.pause', 'background.environment', 'database.copy', 'diagnostics.bundle'] as const)(
  '%s takes nothing that its schema does not know',
  method => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 }), raw => {
        const parsed = schemas[method].input.safeParse({ ...raw, somethingElse: 1 })
        expect(parsed.success).toBe(false)
      }),
    )
  },
)
