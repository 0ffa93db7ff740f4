import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../../electron/contract/rpc/wire.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { startWebHost, type WebHost } from '../../../electron/web/host.ts'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

/** A browser host over a small page, with files beside the page that nobody may get. */
export type RunningHost = {
  engine: Engine
  host: WebHost
  /** The folder of the page. */
  folder: string
  authority: string
  openingPath: string
  /** Why requests were refused, in the order of the requests. */
  refusals: string[]
  /** Sends exactly these bytes as the path, which a URL object would tidy up. */
  ask(path: string, headers?: Record<string, string>, method?: string): Promise<Answer>
  /** Uses the ticket and answers with the cookie, as a `Cookie` header has it. */
  enter(): Promise<string>
  close(): Promise<void>
}

export async function startHost(): Promise<RunningHost> {
  const home = mkdtempSync(join(tmpdir(), 'web-host-'))
  const folder = join(home, 'page')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>The window</title>')
  writeFileSync(join(folder, 'assets', 'index.js'), 'void 0')
  writeFileSync(join(folder, 'notes.md'), 'not for pages')
  writeFileSync(join(home, 'secret.js'), 'outside')
  const env = { M365_CONNECTOR_SECRET_STORE: 'memory' }
  const engine = await createEngine({ home: join(home, 'data'), env, version: '0.0.0' })
  const refusals: string[] = []
  const host = await startWebHost({ engine, port: 0, folder, onRefusal: reason => refusals.push(reason) })
  const { pathname, search } = new URL(host.url)
  const ask: RunningHost['ask'] = (path, headers, method) => send(host.port, path, headers, method)
  return {
    engine,
    host,
    folder,
    authority: `127.0.0.1:${host.port}`,
    openingPath: pathname + search,
    refusals,
    ask,
    enter: async () => {
      const [cookie = ''] = (await ask(pathname + search)).headers['set-cookie'] ?? []
      return cookie.split(';')[0] ?? ''
    },
    close: async () => {
      await host.close()
      await engine.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function send(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers }, incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', chunk => chunks.push(chunk))
      incoming.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8')
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body })
      })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}
