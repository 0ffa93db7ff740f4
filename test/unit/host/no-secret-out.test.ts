import { expect, test } from 'vitest'
import { z } from 'zod'
import { hostEventSchemas, windowSchemas } from '../../../electron/contract/host.ts'
import { eventSchemas } from '../../../electron/contract/schemas.ts'

/**
 * Names under which a credential would travel; what is told about one (`secretExpiresOn`, `secretStore`) is
 * none.
 */
const credentialNames =
  /^(secret|clientSecret|client_secret|password|pem|privateKey|token|accessToken|credentialInput)$/

/** The names of all fields of an answer, however deep. */
function fieldNames(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  if (Array.isArray(schema)) return schema.flatMap(fieldNames)
  const { properties, ...rest } = schema as { properties?: Record<string, unknown> }
  return [...Object.keys(properties ?? {}), ...fieldNames(Object.values({ ...properties, ...rest }))]
}

const answers = Object.entries(windowSchemas).map(([name, { output }]) => [name, output] as const)
const events = Object.entries({ ...eventSchemas, ...hostEventSchemas })

test.each([...answers, ...events])('%s tells no secret to a window', (_name, schema) => {
  const names = fieldNames(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }))
  expect(names.filter(name => credentialNames.test(name))).toEqual([])
})

test('a secret in an answer would be found', () => {
  const leaking = z.strictObject({ list: z.array(z.strictObject({ clientSecret: z.string() })) })
  expect(fieldNames(z.toJSONSchema(leaking)).filter(name => credentialNames.test(name))).toEqual([
    'clientSecret',
  ])
})
