import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { WebContents, WebFrameMain } from 'electron'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isFromOurPage } from '../../../electron/main/page/ipc.ts'
import { isPageAddress } from '../../../electron/main/page/origin.ts'
import { createPageServer, fileOfAddress, pageSchemes } from '../../../electron/main/page/protocol.ts'

const folder = resolve('/app/dist/renderer')

describe('an address of the page', () => {
  test.each([
    'app://main/',
    'app://main/index.html',
    'app://main/#/users?search=a',
    'app://main/assets/a.js',
  ])('is %s', address => expect(isPageAddress(address)).toBe(true))

  test.each([
    'app://other/',
    'app://main.evil/',
    'app://main:8080/',
    'app://someone@main/',
    'apps://main/',
    'https://main/',
    'file:///app/dist/renderer/index.html',
    'data:text/html,app://main/',
    'about:blank',
    'app:main',
    '',
    'null',
  ])('is not %j', address => expect(isPageAddress(address)).toBe(false))
})

describe('a file of the page', () => {
  test('lies below its folder', () => {
    expect(fileOfAddress('app://main/', folder)).toBe(join(folder, 'index.html'))
    expect(fileOfAddress('app://main/assets/a%20b.js', folder)).toBe(join(folder, 'assets', 'a b.js'))
    expect(fileOfAddress('app://main/a.css?v=1#x', folder)).toBe(join(folder, 'a.css'))
  })

  test.each([
    'app://main/..%2f..%2fpackage.json',
    'app://main/%2e%2e/%2e%2e/secret',
    'app://main/..%2frenderer-other%2fa.js',
    'app://main/a/..%2f..%2f..%2fetc%2fpasswd',
    'app://main/index.html%00.js',
    'app://main/%',
    'app://main/%ff',
    'app://other/index.html',
    'file:///etc/passwd',
    'nonsense',
  ])('is never reached by %s', address => {
    const file = fileOfAddress(address, folder)
    expect(file === null || file.startsWith(join(folder, 'x').slice(0, -1))).toBe(true)
    if (address.includes('%2f')) expect(file).toBeNull()
  })

  test('has an absolute path below the folder, however many steps up are written', () => {
    expect(fileOfAddress('app://main/../../../etc/passwd', folder)).toBe(join(folder, 'etc', 'passwd'))
    expect(fileOfAddress('app://main//etc/passwd', folder)).toBe(join(folder, 'etc', 'passwd'))
  })
})

describe('the page is served', () => {
  let home: string
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'desktop-page-'))
    writeFileSync(join(home, 'index.html'), '<!doctype html>')
    writeFileSync(join(home, 'app.js.map'), '{}')
    writeFileSync(join(home, 'notes.txt'), 'x')
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))
  const get = (url: string, method = 'GET') => createPageServer(home)({ url, method })

  test('under a policy that names no inline script, no other host and no frame', async () => {
    const response = await get('app://main/')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const policy = response.headers.get('content-security-policy')?.split('; ') ?? []
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      // Of inline styles the hash lets in the empty one only, which Fluent UI fills through the CSS object
      // model.
      "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
      "img-src 'self' data:",
      "font-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ])
  })

  test.each([
    'app://main/none.js',
    'app://main/notes.txt',
    'app://main/app.js.map',
    'app://other/',
    'file:///etc/hosts',
  ])('and nothing else: %s is not there', async address => {
    const response = await get(address)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('to be read only', async () => {
    expect((await get('app://main/', 'POST')).status).toBe(404)
  })

  test('from a scheme that may not do more than the web', () => {
    expect(pageSchemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
    ])
  })
})

describe('a call is answered', () => {
  const frame = { url: 'app://main/#/users' } as WebFrameMain
  const contents = { id: 7, mainFrame: frame } as WebContents

  test('to the main frame of the window with the page', () => {
    expect(isFromOurPage({ sender: contents, senderFrame: frame }, contents)).toBe(true)
  })

  test('to nobody else', () => {
    const inner = { url: 'app://main/' } as WebFrameMain
    const elsewhere = { url: 'https://example.com/' } as WebFrameMain
    const other = { id: 8, mainFrame: frame } as WebContents
    const moved = { id: 7, mainFrame: elsewhere } as WebContents
    expect(isFromOurPage({ sender: contents, senderFrame: inner }, contents)).toBe(false)
    expect(isFromOurPage({ sender: other, senderFrame: frame }, contents)).toBe(false)
    expect(isFromOurPage({ sender: moved, senderFrame: elsewhere }, contents)).toBe(false)
    expect(isFromOurPage({ sender: contents, senderFrame: null }, contents)).toBe(false)
    expect(isFromOurPage({ sender: contents, senderFrame: frame }, null)).toBe(false)
  })
})
