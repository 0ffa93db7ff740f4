import { describe, expect, test } from 'vitest'
import { recommendedChoice } from '../../../electron/contract/setup/names.ts'
import { plainText } from '../../../electron/contract/setup/rich-text.ts'
import { resolveCloud } from '../../../electron/core/clouds.ts'
import { createChecklist } from '../../../electron/core/setup/checklist.ts'
import { renderHandOver } from '../../../electron/core/setup/handover.ts'

const noAddresses = { loginUrl: null, graphUrl: null }
const cloud = resolveCloud('global', noAddresses)
const tenantId = '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
const items = createChecklist({ cloud, clientId: null, company: 'Contoso', choice: recommendedChoice })
const handOver = (format: 'text' | 'markdown' | 'html', chosen = items) =>
  renderHandOver({ items: chosen, format, organisation: 'Contoso', tenantId, clientId: null }).text

describe('handing over', () => {
  test('the whole checklist holds every step, address and value', () => {
    for (const format of ['text', 'markdown'] as const) {
      const message = handOver(format)
      for (const { title, link, values } of items) {
        expect(message).toContain(title)
        if (link !== null) expect(message).toContain(link.address)
        for (const { value } of values) expect(message).toContain(value)
      }
      expect(message).toContain(tenantId)
      expect(message).toContain('Do not send the secret by e-mail')
    }
  })

  test('as plain text has no marks of Markdown', () => {
    expect(handOver('text')).not.toMatch(/\*|`|\]\(/)
    expect(plainText('**API permissions**, *Web* and `User.Read`')).toBe('API permissions, Web and User.Read')
  })

  test('one step holds that step only', () => {
    const message = handOver(
      'markdown',
      items.filter(({ id }) => id === 'consent'),
    )
    expect(message).toContain('## 3c. Grant admin consent for Contoso')
    expect(message).not.toContain('## 4.')
    expect(message).not.toContain('client ID')
  })

  test('has a subject that says what is asked for', () => {
    const only = (id: string) => items.filter(item => item.id === id)
    const subjectOf = (chosen: typeof items) =>
      renderHandOver({ items: chosen, format: 'text', organisation: 'Contoso', tenantId, clientId: null })
        .subject
    expect(subjectOf(items)).toBe('Set up M365 Connector for Contoso')
    expect(subjectOf(only('consent'))).toBe(
      'Set up M365 Connector for Contoso: grant admin consent for Contoso',
    )
  })

  test('as a page to print holds every step and address, and no script', () => {
    const page = handOver('html')
    for (const { title, values } of items) {
      expect(page).toContain(title)
      for (const { value } of values) expect(page).toContain(value)
    }
    expect(page).not.toMatch(/<script|src=/)
    expect(page).toContain('<a href="https://portal.azure.com/#view/')
  })

  test('as a page keeps a name from becoming markup', () => {
    const organisation = `<img src=x onerror="alert('x')">`
    const page = renderHandOver({
      items: createChecklist({ cloud, clientId: null, company: organisation, choice: recommendedChoice }),
      format: 'html',
      organisation,
      tenantId: organisation,
      clientId: organisation,
    }).text
    expect(page).not.toContain('<img')
    expect(page).toContain('&lt;img src=x onerror=&quot;')
  })
})
