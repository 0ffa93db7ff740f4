import type { CredentialInput } from '../../contract/connectors.ts'
import { failure } from '../failure.ts'
import { readCertificate } from './certificate-input.ts'
import { ask } from './question.ts'
import { readToEnd } from './standard-input.ts'
import type { Terminal } from './terminal.ts'

const maxSecretLength = 1024

/** Reads the secret from standard input; at a terminal it asks, and shows nothing of what is typed. */
export async function readSecret(terminal: Terminal, signal: AbortSignal): Promise<string> {
  const text =
    terminal.stdin.isTTY === true
      ? await ask(terminal, 'Client secret (the Value, not the Secret ID; it stays hidden): ', {
          hidden: true,
          signal,
        })
      : await readToEnd(terminal.stdin, maxSecretLength, signal, secretTooLong)
  if (text === '') {
    throw failure('badRequest', 'The secret is empty.', 'Give it on standard input: … --secret-stdin < file')
  }
  if (text.length > maxSecretLength) throw secretTooLong()
  return text
}

function secretTooLong(): Error {
  return failure(
    'badRequest',
    'The text on standard input is too long to be a client secret.',
    'Give the secret only: its Value is about 40 characters long.',
  )
}

export type CredentialOptions = { secretStdin?: boolean; certificate?: string; passphraseStdin?: boolean }

/**
 * The credential as the options say it: `--certificate`, `--secret-stdin`, else M365_CONNECTOR_CLIENT_SECRET,
 * else a question when somebody sits at a terminal. Throws `badRequest` when there is none or when two are
 * given, and `fileMissing` for a certificate that cannot be read.
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
    const { certificate, passphraseStdin = false } = options
    return readCertificate(certificate, passphraseStdin, terminal, signal)
  }
  if (options.passphraseStdin === true) {
    throw failure('badRequest', 'A passphrase was given without its certificate.', 'Add --certificate FILE.')
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
