import { describe, expect, test } from 'vitest'
import { resolveDownloadLink, resolveGraphLink } from '../../../electron/core/graph/links.ts'

const graph = 'https://graph.microsoft.com'

describe('next and delta links', () => {
  test('of Microsoft Graph are taken as they are', () => {
    const link = `${graph}/v1.0/users?$skiptoken=a%2Bb`
    expect(resolveGraphLink(link, graph).href).toBe(link)
  })

  test.each([
    'https://graph.foreign.example/v1.0/users',
    'http://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com:8443/v1.0/users',
    'https://graph.microsoft.com.example/v1.0/users',
    'https://graph.microsoft.com@foreign.example/v1.0/users',
    'https://someone:secret@graph.microsoft.com/v1.0/users',
    '/v1.0/users',
    'nonsense',
  ])('that lead elsewhere are refused: %s', link => {
    expect(() => resolveGraphLink(link, graph)).toThrow(expect.objectContaining({ code: 'foreignLink' }))
  })
})

describe('report downloads', () => {
  test.each([
    'https://reports.office.com/data/download?token=secret',
    'https://reportsweu.office.com/data/v1.0/download?token=secret',
    'https://reports.office365.us/download?token=secret',
  ])('come from Microsoft’s hosts: %s', link => {
    expect(resolveDownloadLink(link, graph).href).toBe(link)
  })

  test.each([
    'https://office.com.example/download?token=secret',
    'https://notoffice.com/download?token=secret',
    'http://reports.office.com/download?token=secret',
    'https://localhost:9/download?token=secret',
    'https://169.254.169.254/download?token=secret',
  ])('from elsewhere are refused without telling the address: %s', link => {
    expect(() => resolveDownloadLink(link, graph)).toThrow(expect.objectContaining({ code: 'foreignLink' }))
    try {
      resolveDownloadLink(link, graph)
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain('secret')
    }
  })

  test('a tenant on this machine has its downloads on this machine', () => {
    const link = 'https://localhost:8445/download?token=secret'
    expect(resolveDownloadLink(link, 'https://localhost:8444').href).toBe(link)
  })

  test.each([undefined, '', 'not an address'])('a redirect to nowhere is an invalid answer', link => {
    expect(() => resolveDownloadLink(link, graph)).toThrow(expect.objectContaining({ code: 'invalidAnswer' }))
  })
})
