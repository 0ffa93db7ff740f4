import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countFound, readPastedBlock } from '../../../electron/contract/entry/block.ts'

const tenantId = '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
const clientId = '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
const objectId = '11111111-2222-4333-8444-555555555555'
const secret = 'abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789'

describe('a pasted block', () => {
  test.each([
    [
      'as the scripts print it',
      `Granted User.Read.All\n\nTenant ID:     ${tenantId}\nClient ID:     ${clientId}\nClient secret: ${secret}\nEnter the three values`,
    ],
    [
      'as the portal’s page is copied, with each value on the next line',
      `Display name\nM365 Connector\nApplication (client) ID\n${clientId}\nObject ID\n${objectId}\nDirectory (tenant) ID\n:\n${tenantId}\nValue\n${secret}\nSecret ID\n${objectId}`,
    ],
    [
      'as the Azure command line prints it',
      `{ "appId": "${clientId}", "displayName": "M365 Connector", "password": "${secret}", "tenant": "${tenantId}" }`,
    ],
    [
      'in a mail, with list marks, quotes and upper case',
      `- Directory (tenant) ID: {${tenantId.toUpperCase()}}\n- Application (client) ID = \u201c${clientId}\u201d\n* Secret value \u2190 ${secret}`,
    ],
  ])('%s gives every value to its field', (_what, text) => {
    expect(readPastedBlock(text)).toEqual({ tenantId, clientId, secret })
  })

  test('with a domain name gives it as the tenant', () => {
    expect(readPastedBlock('Tenant: contoso.onmicrosoft.com').tenantId).toBe('contoso.onmicrosoft.com')
  })

  test('never takes the object ID or the Secret ID for one of the values', () => {
    const text = `Object ID: ${objectId}\nSecret ID: ${objectId}\nKey ID\n${objectId}`
    expect(countFound(readPastedBlock(text))).toBe(0)
  })

  test('without labels gives nothing: which ID is which cannot be told', () => {
    expect(countFound(readPastedBlock(`${tenantId}\n${clientId}`))).toBe(0)
    expect(countFound(readPastedBlock(secret))).toBe(0)
  })

  test('gives nothing malformed to an ID', () => {
    expect(readPastedBlock('Tenant ID: soon\nClient ID: contoso.com')).toEqual({
      tenantId: null,
      clientId: null,
      secret: null,
    })
  })

  test('of any text is read without failing', () => {
    fc.assert(fc.property(fc.string(), text => countFound(readPastedBlock(text)) <= 3))
  })
})
