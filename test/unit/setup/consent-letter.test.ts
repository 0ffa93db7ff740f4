import { describe, expect, test } from 'vitest'
import { recommendedChoice } from '../../../electron/contract/setup/names.ts'
import { resolveCloud } from '../../../electron/core/clouds.ts'
import { consentLetter } from '../../../electron/core/setup/consent/letter.ts'
import { renderConsentLetter } from '../../../electron/core/setup/consent/letter-text.ts'
import { chosenPermissions } from '../../../electron/core/setup/permissions.ts'

const cloud = resolveCloud('usgov', { loginUrl: null, graphUrl: null })
const ids = {
  tenantId: '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
  clientId: '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
}
const subject = { cloud, choice: recommendedChoice, ids, clientId: ids.clientId, organisation: 'Contoso' }

describe('the letter that asks for consent', () => {
  test.each(['text', 'markdown', 'html'] as const)(
    'as %s has the page to open, and each permission with why, what is read and where it is kept',
    format => {
      const { subject: line, text } = renderConsentLetter(consentLetter(subject), format)
      expect(line).toBe('Please grant admin consent to M365 Connector for Contoso')
      const address = text.replaceAll('&amp;', '&')
      expect(address).toContain(
        `${cloud.loginUrl}/${ids.tenantId}/v2.0/adminconsent?client_id=${ids.clientId}`,
      )
      expect(address).toContain('redirect_uri=http%3A%2F%2Flocalhost')
      for (const name of chosenPermissions(recommendedChoice)) expect(text).toContain(name)
      for (const { why, reads } of consentLetter(subject).permissions) {
        expect(text).toContain(why)
        expect(text).toContain(reads)
      }
      expect(text).toContain('a database on the computer on which the app runs')
      expect(text).toContain('Privileged Role Administrator')
    },
  )

  test('leads to the portal while the IDs are not known', () => {
    const letter = consentLetter({ ...subject, ids: null, clientId: null })
    expect(letter.link.address).toMatch(/^https:\/\/portal\.azure\.us\/#view\//)
    expect(renderConsentLetter(letter, 'text').text).not.toContain('adminconsent')
  })

  test('as a page keeps a name from becoming markup', () => {
    const organisation = `<img src=x onerror="alert('x')">`
    const { text } = renderConsentLetter(consentLetter({ ...subject, organisation }), 'html')
    expect(text).not.toContain('<img')
    expect(text).not.toMatch(/<script|src=["a-z]*http/)
  })
})
