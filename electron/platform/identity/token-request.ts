import { X509Certificate } from 'node:crypto'
import { ConfidentialClientApplication, type Configuration, LogLevel } from '@azure/msal-node'
import { z } from 'zod'
import { tokenScope } from '../../core/clouds.ts'
import { AppError } from '../../core/errors.ts'
import {
  createTokenSource,
  type TokenAnswer,
  type TokenSourceOptions,
} from '../../core/identity/token-source.ts'
import type { Cloud, Http, TokenSource } from '../../core/ports.ts'
import { Secret } from '../../core/secret.ts'
import { createNetwork, type Seen } from './network.ts'

/**
 * How the app proves itself: a client secret, or a certificate with its private key, both PEM and the key
 * unencrypted.
 */
export type Credential =
  | { kind: 'secret'; secret: Secret }
  | { kind: 'certificate'; certificate: string; privateKey: Secret }

type TokenRequest = {
  cloud: Cloud
  /** A GUID or a domain name; never `common`. */
  tenantId: string
  clientId: string
  credential: Credential
  http: Http
}

/** Tokens of the Microsoft sign-in library for one app in one tenant, see `createTokenSource`. */
export function createMsalTokenSource(
  options: TokenRequest & Omit<TokenSourceOptions, 'request'>,
): TokenSource {
  return createTokenSource({ ...options, request: signal => requestToken(options, signal) })
}

const OauthError = z.looseObject({ error: z.string().min(1) })
const TokenBody = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

/**
 * Asks the sign-in host for a token once.
 *
 * The library is set up each time: its own cache would keep refusals for a minute and answer with them
 * instead of asking, and a token is needed once an hour only.
 *
 * @throws AppError what the connection throws, `invalidAnswer` when something else answered, `secretMissing`
 * for an empty secret, `badRequest` with step `certificate` when the certificate or its key cannot be used.
 */
async function requestToken(request: TokenRequest, signal: AbortSignal): Promise<TokenAnswer> {
  if (request.credential.kind === 'secret' && request.credential.secret.reveal() === '') throw emptySecret()
  const { module, seen } = createNetwork(request.http, signal)
  try {
    const application = new ConfidentialClientApplication({
      auth: { ...signInAddresses(request), clientId: request.clientId, ...proof(request.credential) },
      system: {
        networkClient: module,
        disableInternalRetries: true,
        loggerOptions: {
          logLevel: LogLevel.Error,
          piiLoggingEnabled: false,
          loggerCallback: () => undefined,
        },
      },
    })
    await application.acquireTokenByClientCredential({
      scopes: [tokenScope(request.cloud)],
      skipCache: true,
    })
  } catch (error) {
    return explain(seen, request.credential, error)
  }
  return readAnswer(seen)
}

/**
 * With its metadata spelled out the library looks nothing up: not whether it knows the host, nor where the
 * host's endpoints are.
 */
export function signInAddresses({
  cloud,
  tenantId,
}: Pick<TokenRequest, 'cloud' | 'tenantId'>): Pick<
  Configuration['auth'],
  'authority' | 'authorityMetadata' | 'knownAuthorities'
> {
  const base = `${cloud.loginUrl}/${encodeURIComponent(tenantId)}`
  return {
    authority: base,
    knownAuthorities: [new URL(cloud.loginUrl).host],
    authorityMetadata: JSON.stringify({
      issuer: `${base}/v2.0`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    }),
  }
}

function proof(credential: Credential): Pick<Configuration['auth'], 'clientSecret' | 'clientCertificate'> {
  if (credential.kind === 'secret') return { clientSecret: credential.secret.reveal() }
  const { fingerprint256 } = new X509Certificate(credential.certificate)
  return {
    clientCertificate: {
      thumbprintSha256: fingerprint256.replaceAll(':', ''),
      privateKey: credential.privateKey.reveal(),
    },
  }
}

/** The library takes an error without a body for an answer without a token. */
function readAnswer({ answer }: Seen): TokenAnswer {
  if (answer !== null && isRefusal(answer)) return { kind: 'refused', ...answer }
  const parsed = TokenBody.safeParse(answer?.body)
  if (!parsed.success) throw unexpectedAnswer(answer?.status ?? 0)
  const { access_token, expires_in } = parsed.data
  return { kind: 'token', text: new Secret(access_token), lifetimeMs: expires_in * 1000 }
}

/** The library's errors say less than what was seen on the wire, and some carry what must not be shown. */
function explain(seen: Seen, credential: Credential, error: unknown): TokenAnswer {
  if (seen.failure !== null) throw seen.failure
  if (seen.answer !== null && isRefusal(seen.answer)) return { kind: 'refused', ...seen.answer }
  if (seen.answer !== null) throw unexpectedAnswer(seen.answer.status)
  if (credential.kind === 'certificate') throw unusableCertificate(error)
  throw error
}

/** A refusal is a refusal even with a good status. */
function isRefusal({ status, body }: NonNullable<Seen['answer']>): boolean {
  return status !== 200 || OauthError.safeParse(body).success
}

function emptySecret(): AppError {
  return new AppError('secretMissing', 'There is no client secret to sign in with.', {
    fix: 'Enter the client secret of the app.',
    step: 'secret',
  })
}

function unusableCertificate(cause: unknown): AppError {
  return new AppError('badRequest', 'The certificate or its private key cannot be used to sign in.', {
    fix: 'Enter the certificate again, with its unencrypted RSA private key, as one PEM file.',
    step: 'certificate',
    cause,
  })
}

function unexpectedAnswer(status: number): AppError {
  return new AppError('invalidAnswer', 'The sign-in host returned an unexpected response.', {
    fix: 'A proxy or the sign-in page of a network may answer in its place: open a web site in the browser, then try again.',
    step: 'network',
    detail: { status: String(status) },
  })
}
