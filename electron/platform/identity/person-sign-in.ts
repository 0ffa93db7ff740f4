import { CryptoProvider, LogLevel, PublicClientApplication, ResponseMode } from '@azure/msal-node'
import { z } from 'zod'
import { AppError, cancelled, isAbort } from '../../core/errors.ts'
import { signInFailure } from '../../core/identity/signin-failure.ts'
import { readDirectoryRoles } from '../../core/identity/token-claims.ts'
import type { AccessToken, Clock, Cloud, Http } from '../../core/ports.ts'
import { Secret } from '../../core/secret.ts'
import { createNetwork, type Seen } from './network.ts'
import { signInAddresses } from './token-request.ts'

/** In whose name, where and what for a person signs in. */
export type PersonSignIn = {
  cloud: Cloud
  /** GUID or domain name; `organizations` while the tenant is not known. */
  tenantId: string
  clientId: string
  /** Delegated permissions of Microsoft Graph, by bare name. */
  scopes: readonly string[]
  http: Http
  clock: Pick<Clock, 'now'>
}

/** Somebody who has signed in. */
export type SignedInPerson = {
  token: AccessToken
  tenantId: string
  /** As Microsoft names the account; null when it does not. */
  userName: string | null
  /** Template ids of directory roles in the token; null when it says none. */
  tokenRoles: readonly string[] | null
}

/** The page to open in the browser, and what to do with the code that it comes back with. */
export type BrowserSignIn = {
  address: string
  /** Throws what {@link signInFailure} makes of a refusal, and what the connection throws. */
  redeem(fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<SignedInPerson>
}

/**
 * Prepares a sign-in in the person's browser: authorization code with PKCE, state and nonce (auth code flow
 * page). The code comes as a form, so that it is in no address and no history. Nothing is asked for yet.
 */
export async function prepareBrowserSignIn(
  request: PersonSignIn,
  redirectUri: string,
  state: string,
): Promise<BrowserSignIn> {
  const crypto = new CryptoProvider()
  const { verifier, challenge } = await crypto.generatePkceCodes()
  const nonce = crypto.createNewGuid()
  const scopes = fullScopes(request)
  const idle = createNetwork(request.http, AbortSignal.abort())
  const address = await application(request, idle.module).getAuthCodeUrl({
    ...{ scopes, redirectUri, state, nonce },
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    responseMode: ResponseMode.FORM_POST,
    prompt: 'select_account',
  })
  return {
    address,
    redeem: async ({ code = '' }, signal) => {
      const { module, seen } = createNetwork(request.http, signal)
      const exchange = { ...{ scopes, redirectUri, code, nonce }, codeVerifier: verifier }
      const result = await explained(seen, signal, () =>
        application(request, module).acquireTokenByCode(exchange),
      )
      return personOf(request, seen, result)
    },
  }
}

/** What a person needs to sign in on another device. */
export type DevicePrompt = { address: string; userCode: string; expiresInMs: number }

/**
 * Signs in with a code that the person enters on a page, on this or another device (device code flow page).
 * Pends until that is done, declined or too late.
 */
export async function signInByDevice(
  request: PersonSignIn,
  onPrompt: (prompt: DevicePrompt) => void,
  signal: AbortSignal,
): Promise<SignedInPerson> {
  const { module, seen } = createNetwork(request.http, signal)
  const wish = {
    scopes: fullScopes(request),
    cancel: false,
    deviceCodeCallback: (response: { verificationUri: string; userCode: string; expiresIn: number }) => {
      const { verificationUri: address, userCode, expiresIn } = response
      onPrompt({ address, userCode, expiresInMs: expiresIn * 1000 })
    },
  }
  const stop = () => {
    wish.cancel = true
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    const result = await explained(seen, signal, () =>
      application(request, module).acquireTokenByDeviceCode(wish),
    )
    return personOf(request, seen, result)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function application(
  request: PersonSignIn,
  networkClient: ReturnType<typeof createNetwork>['module'],
): PublicClientApplication {
  const loggerOptions = {
    logLevel: LogLevel.Error,
    piiLoggingEnabled: false,
    loggerCallback: () => undefined,
  }
  return new PublicClientApplication({
    auth: { ...signInAddresses(request), clientId: request.clientId },
    system: { networkClient, disableInternalRetries: true, loggerOptions },
  })
}

function fullScopes({ cloud, scopes }: PersonSignIn): string[] {
  return scopes.map(scope => `${cloud.graphUrl}/${scope}`)
}

type Result = Awaited<ReturnType<PublicClientApplication['acquireTokenByDeviceCode']>>

const Refusal = z.looseObject({ error: z.string().min(1) })

/** The library's errors say less than what was seen on the wire, and some carry what must not be shown. */
async function explained(seen: Seen, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (signal.aborted || isAbort(seen.failure)) throw cancelled()
    if (seen.failure !== null) throw seen.failure
    const isRefused = seen.answer !== null && Refusal.safeParse(seen.answer.body).success
    if (isRefused && seen.answer !== null) throw signInFailure(seen.answer.status, seen.answer.body)
    throw new AppError('invalidAnswer', 'The sign-in ended without an answer that can be used.', {
      fix: 'Sign in again. If it happens again, sign in with another browser or account.',
      step: 'network',
      cause: error,
    })
  }
}

function personOf({ clock }: PersonSignIn, seen: Seen, result: Result): SignedInPerson {
  const tenantId = result?.tenantId ?? ''
  if (result === null || result.accessToken === '' || tenantId === '') {
    throw new AppError('invalidAnswer', 'The sign-in brought no token.', {
      fix: 'Sign in again.',
      step: 'network',
      detail: { status: String(seen.answer?.status ?? 0) },
    })
  }
  return {
    token: {
      text: new Secret(result.accessToken),
      roles: null,
      tenantId,
      expiresAt: result.expiresOn?.getTime() ?? clock.now(),
    },
    tenantId: tenantId.toLowerCase(),
    userName: result.account?.username ?? null,
    tokenRoles: readDirectoryRoles(result.accessToken),
  }
}
