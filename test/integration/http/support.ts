import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AppError } from '../../../electron/core/errors.ts'
import type { HttpOptions } from '../../../electron/core/network/options.ts'
import type { Http, HttpRequest, HttpResponse } from '../../../electron/core/ports.ts'
import { createHttp, type HttpClient } from '../../../electron/platform/http/index.ts'

const limits = { connections: 4, connectTimeoutMs: 60_000 }

type Chosen = Partial<Omit<HttpOptions, 'caFiles'>> & { caFile?: string | null }

export function httpFor({ caFile = null, ...options }: Chosen): HttpClient {
  const caFiles = caFile === null ? [] : [caFile]
  return createHttp({ version: '9.9.9', proxy: null, caFiles, ...limits, ...options })
}

export function writeCaFile(pem: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'm365-http-')), 'ca.pem')
  writeFileSync(file, pem)
  return file
}

export function get(url: string, options: Partial<HttpRequest> = {}): HttpRequest {
  const signal = new AbortController().signal
  return { method: 'GET', url: new URL(url), headers: {}, timeoutMs: 60_000, signal, ...options }
}

export async function readAll(response: HttpResponse): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of response.body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export async function fetchText(http: Http, request: HttpRequest): Promise<string> {
  return (await readAll(await http(request))).toString('utf8')
}

/** What an operation fails with; fails itself when it does not. */
export async function failureOf(operation: () => Promise<unknown>): Promise<AppError> {
  try {
    await operation()
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') return error as AppError // The name is this class's own.
    throw error
  }
  throw new Error('It should have failed.')
}
