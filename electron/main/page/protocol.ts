import { readFile } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import type { CustomScheme } from 'electron'
import { contentPolicy, contentTypeOf } from '../../contract/page-files.ts'
import { isPageAddress, pageScheme, parseAddress } from './origin.ts'

/** What the page's protocol may do; has to be registered before the app is ready. */
export const pageSchemes: CustomScheme[] = [
  { scheme: pageScheme, privileges: { standard: true, secure: true, codeCache: true } },
]

/**
 * The file behind an address of the page; null for everything that is not below the folder.
 *
 * @param folder absolute, without a separator at its end
 */
export function fileOfAddress(address: string, folder: string): string | null {
  const url = parseAddress(address)
  if (url === null || !isPageAddress(address)) return null
  const path = decoded(url.pathname)
  if (path === null || path.includes('\0')) return null
  const file = resolve(folder, `.${path === '/' ? '/index.html' : path}`)
  return file.startsWith(folder + sep) ? file : null
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

const headers = {
  'content-security-policy': contentPolicy(null),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
}

/** Serves the built page from its folder, every answer under the policy. */
export function createPageServer(
  folder: string,
): (request: { url: string; method: string }) => Promise<Response> {
  return async ({ url, method }) => {
    const file = fileOfAddress(url, folder)
    const type = file === null ? null : contentTypeOf(file)
    const body = file === null || type === null || method !== 'GET' ? null : await readOrNull(file)
    if (body === null || type === null)
      return new Response('There is nothing here.\n', { status: 404, headers })
    return new Response(new Uint8Array(body), { headers: { ...headers, 'content-type': type } })
  }
}

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(String(error.code))
    )
      return null
    throw error
  }
}
