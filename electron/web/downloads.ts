import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Files that the page of this host may download, each once, under an address that cannot be guessed. */
export type Downloads = {
  /** The address of the file on this host. */
  offer(file: string): string
  /** The file of an address; null for any other address and for one that was used. */
  take(path: string): string | null
}

const folder = '/download/'
/** More than a person asks for before the first of them arrives; past it the oldest offer ends. */
const maxOffers = 16

/** @param random gives a new unguessable text at each call */
export function createDownloads(random: () => string): Downloads {
  const offers = new Map<string, string>()
  return {
    offer: file => {
      const [oldest] = offers.keys()
      if (offers.size >= maxOffers && oldest !== undefined) offers.delete(oldest)
      const path = `${folder}${random()}`
      offers.set(path, file)
      return path
    },
    take: path => {
      const file = offers.get(path) ?? null
      offers.delete(path)
      return file
    },
  }
}

/** Streams a file as a download. One that is gone is answered with 404; a browser that goes away ends it. */
export async function sendDownload(
  response: ServerResponse,
  file: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const handle = await open(file).catch(() => null)
  if (handle === null) {
    response.writeHead(404, { ...headers, 'content-type': 'text/plain; charset=utf-8' })
    response.end('The file is no longer there.\n')
    return
  }
  const { size } = await handle.stat()
  response.writeHead(200, {
    ...headers,
    'content-type': 'application/octet-stream',
    'content-length': String(size),
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(basename(file))}`,
  })
  // Whoever breaks off a download is told nothing more; the stream closes the file.
  await pipeline(createReadStream(file, { fd: handle }), response).catch(() => undefined)
}
