import { readFile, stat } from 'node:fs/promises'
import type { CredentialInput } from '../../contract/connectors.ts'
import { decodeText, saveAsUtf8 } from '../../contract/entry/decoded.ts'
import type { WireError } from '../../contract/errors.ts'
import { failure } from '../failure.ts'
import { ask } from './question.ts'
import { readToEnd } from './standard-input.ts'
import type { Terminal } from './terminal.ts'

const maxCertificateBytes = 65_536
const maxPassphraseLength = 1024
/** Where a passphrase comes from when no option names it. */
const passphraseVariable = 'M365_CONNECTOR_CERTIFICATE_PASSPHRASE'

type CertificateInput = Extract<CredentialInput, { kind: 'certificate' | 'pfx' }>

/**
 * A certificate with its private key: PEM text, or a PKCS #12 file (.pfx, .p12), told apart by what the file
 * holds. The passphrase comes from standard input, from the environment, or from a question at a terminal
 * where the file has or may have one; it is never an argument, which other programs can read.
 *
 * @throws CommandFailure `fileMissing` when the file cannot be read, `badRequest` for one that is neither
 */
export async function readCertificate(
  file: string,
  passphraseStdin: boolean,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<CertificateInput> {
  const bytes = await readBounded(file)
  if (isDer(bytes)) {
    const passphrase = (await readPassphrase(true, passphraseStdin, terminal, signal)) ?? ''
    return { kind: 'pfx', base64: bytes.toString('base64'), passphrase }
  }
  const { text } = decodeText(bytes, { lenient: true })
  if (text === null) {
    throw failure('badRequest', `The certificate file ${file} is saved as UTF-16.`, saveAsUtf8)
  }
  const isEncrypted = /-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(text)
  const passphrase = await readPassphrase(isEncrypted, passphraseStdin, terminal, signal)
  if (isEncrypted && (passphrase ?? '') === '') {
    throw failure('badRequest', `The private key in ${file} is protected by a passphrase.`, passphraseFix)
  }
  return { kind: 'certificate', pem: text, ...(passphrase === null ? {} : { passphrase }) }
}

async function readBounded(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).size > maxCertificateBytes) {
      throw failure('badRequest', `The file ${file} is too long to be a certificate.`, fileFix)
    }
    return await readFile(file)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause
    throw failure('fileMissing', `The certificate file ${file} cannot be read.`, fileFix, cause)
  }
}

const fileFix = 'Name a PEM file that holds the certificate and its private key, or a PFX file (.pfx, .p12).'

/** Whether the file begins as a DER sequence of more than 127 bytes, as every PFX file does. */
function isDer(bytes: Buffer): boolean {
  return bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80
}

/** Null when none was given. Whoever gives an empty one has said that there is none. */
async function readPassphrase(
  mayNeedOne: boolean,
  fromStdin: boolean,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<string | null> {
  const isTerminal = terminal.stdin.isTTY === true
  const fromEnvironment = terminal.env[passphraseVariable] ?? ''
  if (!fromStdin && fromEnvironment !== '') return bounded(fromEnvironment)
  if (fromStdin && !isTerminal) {
    return bounded(await readToEnd(terminal.stdin, maxPassphraseLength, signal, passphraseTooLong))
  }
  if (!fromStdin && !(mayNeedOne && isTerminal)) return null
  const question = 'Passphrase of the certificate (empty for none; it stays hidden): '
  return bounded(await ask(terminal, question, { hidden: true, signal }))
}

function bounded(passphrase: string): string {
  if (passphrase.length > maxPassphraseLength) throw passphraseTooLong()
  return passphrase
}

function passphraseTooLong(): Error {
  return failure('badRequest', 'The text is too long to be a passphrase.', 'Give the passphrase only.')
}

const passphraseFix = `Give the passphrase that was chosen when the file was made: at a terminal when it is asked for, on standard input with --passphrase-stdin, or in ${passphraseVariable}.`

/** What can be done about a passphrase is another thing at a command than in the window. */
export function withPassphraseAdvice(error: WireError, credential: CredentialInput): WireError {
  if (credential.kind !== 'pfx' || error.detail['kind'] !== 'passphrase') return error
  const message = credential.passphrase === '' ? 'The PFX file is protected by a passphrase.' : error.message
  return { ...error, message, fix: passphraseFix }
}
