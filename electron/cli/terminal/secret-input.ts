import { readFile, stat } from 'node:fs/promises'
import { addAbortSignal, type Readable } from 'node:stream'
import type { CredentialInput } from '../../contract/connectors.ts'
import { decodeText, saveAsUtf8 } from '../../contract/entry/decoded.ts'
import { failure } from '../failure.ts'
import { ask } from './question.ts'
import type { Terminal } from './terminal.ts'

const maxSecretLength = 1024
const maxCertificateLength = 65_536

/**
 * The text of standard input up to its end, without one line end at its end. Throws `badRequest` beyond
 * `limit` characters, and for no text.
 */
async function readToEnd(stdin: Readable, limit: number, signal: AbortSignal): Promise<string> {
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

/** Reads the secret from standard input; at a terminal it asks, and shows nothing of what is typed. */
export async function readSecret(terminal: Terminal, signal: AbortSignal): Promise<string> {
  const text =
    terminal.stdin.isTTY === true
      ? await ask(terminal, 'Client secret (the Value, not the Secret ID; it stays hidden): ', {
          hidden: true,
          signal,
        })
      : await readToEnd(terminal.stdin, maxSecretLength, signal)
  if (text === '') {
    throw failure('badRequest', 'The secret is empty.', 'Give it on standard input: … --secret-stdin < file')
  }
  if (text.length > maxSecretLength) throw tooLong()
  return text
}

function tooLong(): Error {
  return failure(
    'badRequest',
    'The text on standard input is too long to be a client secret.',
    'Give the secret only: its Value is about 40 characters long.',
  )
}

/**
 * The certificate with its private key, both as PEM in one file. Throws `fileMissing` when it cannot be read.
 */
export async function readCertificate(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > maxCertificateLength) {
      throw failure('badRequest', `The file ${file} is too long to be a certificate.`, pemFix)
    }
    const { text } = decodeText(await readFile(file), { lenient: true })
    if (text !== null) return text
    throw failure('badRequest', `The certificate file ${file} is saved as UTF-16.`, saveAsUtf8)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause
    throw failure('fileMissing', `The certificate file ${file} cannot be read.`, pemFix, cause)
  }
}

const pemFix = 'Name a PEM file that holds the certificate and its private key.'

export type CredentialOptions = { secretStdin?: boolean; certificate?: string }

/**
 * The credential as the options say it: `--certificate`, `--secret-stdin`, else M365_CONNECTOR_CLIENT_SECRET,
 * else a question when somebody sits at a terminal. Throws `badRequest` when there is none or when two are
 * given.
 */
export async function readCredential(
  options: CredentialOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<CredentialInput> {
  if (options.certificate !== undefined) {
    if (options.secretStdin === true) {
      throw failure(
        'badRequest',
        'A secret and a certificate were given.',
        'Give --secret-stdin or --certificate FILE.',
      )
    }
    return { kind: 'certificate', pem: await readCertificate(options.certificate) }
  }
  const fromEnvironment = terminal.env['M365_CONNECTOR_CLIENT_SECRET'] ?? ''
  if (options.secretStdin !== true && fromEnvironment !== '')
    return { kind: 'secret', secret: fromEnvironment }
  if (options.secretStdin === true || terminal.stdin.isTTY === true) {
    return { kind: 'secret', secret: await readSecret(terminal, signal) }
  }
  throw failure(
    'badRequest',
    'There is no credential.',
    'Give the client secret on standard input with --secret-stdin, or --certificate FILE.',
  )
}
