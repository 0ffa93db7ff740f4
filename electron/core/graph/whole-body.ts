import { AppError } from '../errors.ts'
import type { HttpResponse } from '../ports.ts'

/** Far above any page: 999 people with everything the product asks for are about 2 MB. */
const largestAnswer = 64 * 1024 * 1024

/**
 * The whole body in memory of its own, so that it can be transferred to another thread. Where the length is announced and the body is
 * not compressed it is written into place as it arrives, which spares a copy of every page.
 *
 * @throws AppError `invalidAnswer` when it is larger than any answer should be, and whatever the body throws.
 */
export async function readWhole(response: HttpResponse): Promise<Uint8Array> {
  const announced = response.headers['content-encoding'] === undefined ? announcedLength(response) : null
  return announced === null ? readUnknown(response) : readAnnounced(response, announced)
}

async function readAnnounced(response: HttpResponse, length: number): Promise<Uint8Array> {
  if (length > largestAnswer) await refuseSize(response)
  const whole = Buffer.allocUnsafeSlow(length)
  let size = 0
  for await (const chunk of response.body) {
    // The connection has checked the announcement by the time the body ends; until then it could still be wrong.
    if (size + chunk.byteLength > length) await refuseSize(response)
    whole.set(chunk, size)
    size += chunk.byteLength
  }
  return size === length ? whole : whole.subarray(0, size)
}

async function readUnknown(response: HttpResponse): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size > largestAnswer) await refuseSize(response)
  }
  const whole = Buffer.allocUnsafeSlow(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

function announcedLength({ headers }: HttpResponse): number | null {
  const length = headers['content-length'] ?? ''
  return /^\d{1,15}$/.test(length) ? Number(length) : null
}

async function refuseSize(response: HttpResponse): Promise<never> {
  await response.discard()
  throw new AppError('invalidAnswer', 'An answer was far larger than it should be and was not read.', {
    fix: 'Try again later. If it happens again, ask the network team whether a proxy changes answers.',
    step: 'network',
  })
}
