import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Reply } from '../../../electron/contract/rpc/wire.ts'
import { desktopHostMethods } from '../../../electron/main/host-methods.ts'
import { createDownloads } from '../../../electron/web/downloads.ts'
import { type RunningHost, startHost } from './running-host.ts'

let running: RunningHost
let cookie = ''

beforeAll(async () => {
  running = await startHost()
  cookie = await running.enter()
})

afterAll(() => running.close())

/** Calls over one socket, one after the other, as a page does. */
function openPage() {
  const socket = new WebSocket(`ws://${running.authority}/contract`, {
    headers: { origin: `http://${running.authority}`, cookie },
  })
  const opened = new Promise(resolve => socket.once('open', resolve))
  let id = 0
  const call = async (method: string, input: unknown): Promise<Reply<Record<string, unknown>>> => {
    await opened
    id += 1
    const wanted = id
    return new Promise(resolve => {
      socket.on('message', data => {
        const message = JSON.parse(String(data))
        if (message.kind === 'reply' && message.id === wanted) resolve(message.reply)
      })
      socket.send(JSON.stringify({ kind: 'call', id: wanted, method, input }))
    })
  }
  return { call, close: () => socket.close() }
}

test('a page downloads what was written for it, once, in its own session only', async () => {
  const page = openPage()
  const bundle = await page.call('diagnostics.bundle', {})
  const file = bundle.ok ? String(bundle.value['file']) : ''
  const saved = await page.call('host.saveExport', { file })
  const address = saved.ok ? String(saved.value['download']) : ''
  expect(address).toMatch(/^\/download\/[\w-]{43}$/)
  expect((await running.ask(address)).status).toBe(403)
  expect((await running.ask(address, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  const answer = await running.ask(address, { cookie, 'sec-fetch-site': 'same-origin' })
  expect(answer.status).toBe(200)
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w.%-]+$/)
  expect(answer.headers['x-content-type-options']).toBe('nosniff')
  expect(Number(answer.headers['content-length'])).toBeGreaterThan(100)
  expect((await running.ask(address, { cookie })).status).toBe(404)
  expect(await page.call('host.saveExport', { file: '/etc/passwd' })).toMatchObject({ ok: false })
  const again = await page.call('host.saveExport', { file })
  rmSync(file)
  const gone = again.ok ? String(again.value['download']) : ''
  expect((await running.ask(gone, { cookie })).status).toBe(404)
  page.close()
})

test('offers end when too many wait', () => {
  let number = 0
  const { offer, take } = createDownloads(() => String(number++))
  const first = offer('first')
  for (let index = 0; index < 16; index += 1) offer('another')
  expect(take(first)).toBeNull()
  expect(take('/download/16')).toBe('another')
  expect(take('/download/16')).toBeNull()
})

test('the desktop app moves an export where the person wants it, and writes what it prints as a PDF', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'save-export-'))
  mkdirSync(join(folder, 'mine'))
  const file = join(folder, 'users.csv')
  const shown: string[] = []
  const answers = [null, join(folder, 'mine', 'people.csv'), null, join(folder, 'mine', 'page.pdf')]
  const asked: string[] = []
  const host = desktopHostMethods({
    engine: { call: () => Promise.reject(new Error('unused')), restart: () => false },
    logs: folder,
    links: {
      open: async () => false,
      showFolder: async () => false,
      showFile: path => shown.push(path),
      openFile: async path => shown.push(path) > 0,
    },
    platform: 'linux',
    canTray: async () => false,
    canStartAtLogin: false,
    onInfo: () => undefined,
    askWhere: async name => {
      asked.push(name)
      return answers.shift() ?? null
    },
    printPage: async () => new TextEncoder().encode('%PDF'),
    quit: () => undefined,
  })
  writeFileSync(file, 'Name')
  expect(await host['host.saveExport']({ file })).toEqual({ file: null, download: null })
  const saved = join(folder, 'mine', 'people.csv')
  expect(await host['host.saveExport']({ file })).toEqual({ file: saved, download: null })
  expect(await host['host.openExport']({ file, what: 'file' })).toEqual({ opened: false })
  expect(await host['host.openExport']({ file: saved, what: 'folder' })).toEqual({ opened: true })
  expect(await host['host.openExport']({ file: saved, what: 'file' })).toEqual({ opened: true })
  expect(shown).toEqual([saved, saved])
  const pdf = join(folder, 'mine', 'page.pdf')
  expect(await host['host.savePdf']({ name: 'A/B: overview' })).toEqual({ file: null })
  expect(await host['host.savePdf']({ name: 'A/B: overview' })).toEqual({ file: pdf })
  expect(asked.at(-1)).toBe('A-B- overview.pdf')
  expect(readFileSync(pdf, 'utf8')).toBe('%PDF')
  rmSync(folder, { recursive: true })
})
