import { addAbortSignal, type Readable } from 'node:stream'
import { decodeText, saveAsUtf8 } from '../../contract/entry/decoded.ts'
import { failure } from '../failure.ts'

/**
 * The text of standard input up to its end, without one line end at its end. Throws what `tooLong` makes far
 * beyond `limit` characters, and `badRequest` for no text.
 */
export async function readToEnd(
  stdin: Readable,
  limit: number,
  signal: AbortSignal,
  tooLong: () => Error,
): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of addAbortSignal(signal, stdin)) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > limit * 4) throw tooLong()
    chunks.push(bytes)
  }
  return withoutLineEnd(textOf(Buffer.concat(chunks)))
}

function textOf(bytes: Uint8Array): string {
  const { text, problem } = decodeText(bytes)
  if (text !== null) return text
  const sentence =
    problem === 'utf16'
      ? 'Standard input contains UTF-16 text that cannot be read.'
      : 'Standard input does not contain text.'
  throw failure('badRequest', sentence, saveAsUtf8)
}

export function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '')
}
