import type { ErrorCode } from '../../contract/errors.ts'
import { AppError, cancelled } from '../errors.ts'

export type Phase = 'connect' | 'headers' | 'body'

/** What a failure is judged by, besides the error itself. */
export type Circumstances = { target: URL; proxy: URL | null; phase: Phase; timeoutMs: number }

type Finding = { code: ErrorCode; message: string; fix: string; reason?: string }

const codesOfTime = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])
const codesOfNames = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'])
const codesOfRoutes = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'])

/**
 * Turns whatever the connection failed with into words for a person. The original text stays out of the
 * message: it can hold addresses with a signed link's key. `detail.reason` keeps the code for a support case,
 * `detail.phase` how far the exchange had come.
 */
export function connectionFailure(error: unknown, circumstances: Circumstances): AppError {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return cancelled()
  const found = find(error, code, circumstances)
  return new AppError(found.code, found.message, {
    fix: found.fix,
    step: 'network',
    detail: {
      host: circumstances.target.host,
      reason: found.reason ?? code,
      phase: circumstances.phase,
    },
    cause: error,
  })
}

/** Whether no connection came about, so that nothing was sent and another way to the host can be tried. */
export function isWayBlocked(error: unknown): error is AppError {
  if (!(error instanceof AppError) || error.detail['phase'] !== 'connect') return false
  return error.code === 'offline' || error.code === 'timedOut'
}

/**
 * What is known when every way to a host has failed. `differ`: the system names other ways for other hosts.
 */
type NoWay = { host: string; ways: readonly string[]; differ: boolean }

/**
 * The failure of the last way, with the ways that the system names for the host. Unchanged where there is
 * only the direct one.
 */
export function hasNoWay(failure: unknown, { host, ways, differ }: NoWay): unknown {
  const isPlain = ways.length === 1 && ways[0] === 'direct' && !differ
  if (!(failure instanceof AppError) || isPlain) return failure
  const listed = ways.join(', then ')
  const asksForPassword = failure.detail['reason'] === 'proxy407'
  const advice = asksForPassword
    ? failure.fix
    : 'Ask the network team to look at the proxy script for this host, or set the proxy in the settings.'
  const why = differ
    ? `The proxy script of this computer differs for ${host}: it names ${listed}.`
    : `The proxy settings of this computer name for ${host}: ${listed}.`
  return new AppError(
    failure.code,
    ways.length === 1 ? failure.message : `${host} could not be reached. ${failure.message}`,
    {
      fix: `${why} ${advice}`,
      step: 'network',
      detail: { ...failure.detail, host, ways: ways.join(', ').slice(0, 300) },
      cause: failure,
    },
  )
}

function find(error: unknown, code: string, circumstances: Circumstances): Finding {
  const host = hostToBlame(error, code, circumstances)
  return (
    findInProxy(error, code, circumstances) ??
    describeTlsFailure(code, host) ??
    findInTime(code, circumstances) ??
    findInRoute(code, host) ??
    findInProtocol(code, circumstances.target.host) ?? {
      code: 'offline',
      message: `The connection to ${host} was interrupted.`,
      fix: 'Try again. If it happens often, ask the network team whether something on the way cuts long connections.',
    }
  )
}

function findInProxy(error: unknown, code: string, { proxy }: Circumstances): Finding | null {
  if (proxy === null) return null
  const [, status] = /Proxy response \((\d{3})\)/.exec(messageOf(error)) ?? []
  if (status === '407') {
    return {
      code: 'offline',
      message: `The proxy ${proxy.host} asks for a user name and a password.`,
      fix: 'Enter the proxy as http://name:password@proxy:port in the settings, or in HTTPS_PROXY, or ask the network team to let this program through.',
      reason: 'proxy407',
    }
  }
  if (status !== undefined) {
    return {
      code: 'offline',
      message: `The proxy ${proxy.host} refused the connection with status ${status}.`,
      fix: 'Ask the network team to allow this address, or list it in NO_PROXY if it can be reached directly.',
      reason: `proxy${status}`,
    }
  }
  if (!code.startsWith('UND_ERR_PRX')) return null
  return {
    code: 'offline',
    message: `The proxy ${proxy.host} closed the connection.`,
    fix: 'Check the address of the proxy in the settings, or in HTTPS_PROXY, its http:// or https:// in front, and the port.',
  }
}

function findInTime(code: string, { target, phase, timeoutMs }: Circumstances): Finding | null {
  if (!codesOfTime.has(code)) return null
  const inBody = phase === 'body' || code === 'UND_ERR_BODY_TIMEOUT'
  return {
    code: 'timedOut',
    message: inBody
      ? `${target.host} stopped responding in the middle of a response.`
      : `${target.host} did not answer within ${Math.ceil(timeoutMs / 1000)} seconds.`,
    fix: 'Check the internet connection, then try again. Behind a proxy, check the proxy settings.',
  }
}

function findInRoute(code: string, host: string): Finding | null {
  if (codesOfNames.has(code)) {
    return {
      code: 'offline',
      message: `The name ${host} could not be looked up.`,
      fix: 'Check the internet connection and the name servers. Behind a proxy, check the proxy settings.',
    }
  }
  if (codesOfRoutes.has(code)) {
    return {
      code: 'offline',
      message: `${host} cannot be reached from this machine.`,
      fix: 'Check the network cable, the wireless connection and the VPN.',
    }
  }
  if (code !== 'ECONNREFUSED') return null
  return {
    code: 'offline',
    message: `${host} refused the connection.`,
    fix: 'Check the address and that no firewall blocks the port. Behind a proxy, check the proxy settings.',
  }
}

function findInProtocol(code: string, host: string): Finding | null {
  if (!code.startsWith('HPE_') && code !== 'UND_ERR_HEADERS_OVERFLOW') return null
  return {
    code: 'invalidAnswer',
    message: `The response from ${host} is not valid HTTP.`,
    fix: 'Check whether a proxy or another program answers in its place, then try again.',
  }
}

/**
 * A failed look-up names its host; a refused connection names its port, which distinguishes a proxy from the
 * service behind it.
 */
function hostToBlame(error: unknown, code: string, { target, proxy }: Circumstances): string {
  if (proxy === null) return target.host
  if (code.startsWith('UND_ERR_PRX')) return proxy.host
  const looked = fieldOf(error, 'hostname') ?? fieldOf(error, 'host')
  if (looked === proxy.hostname) return proxy.host
  const port = fieldOf(error, 'port')
  return port !== null && port === proxy.port && port !== target.port ? proxy.host : target.host
}

function codeOf(error: unknown): string {
  const code = fieldOf(error, 'code')
  if (code === 'UND_ERR_PRX_TLS') return 'ERR_TLS_CERT_ALTNAME_INVALID'
  if (code !== null && code !== 'UND_ERR_SOCKET') return code
  const cause = error instanceof Error ? error.cause : null
  return (cause instanceof Error ? fieldOf(cause, 'code') : null) ?? code ?? 'unknown'
}

function fieldOf(error: unknown, name: string): string | null {
  if (typeof error !== 'object' || error === null || !(name in error)) return null
  // The check above makes the property readable, which the type system does not carry over to a name in a
  // variable.
  const value = (error as Record<string, unknown>)[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

const untrusted = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'INVALID_CA',
  'CERT_CHAIN_TOO_LONG',
  'PATH_LENGTH_EXCEEDED',
  'INVALID_PURPOSE',
  'CERT_REJECTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_REVOKED',
])
const misdated = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CRL_HAS_EXPIRED'])
const wrongName = new Set(['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'])

/**
 * What a failed check of a certificate means and what to do about it; null when the code says something else.
 */
function describeTlsFailure(code: string, host: string): Finding | null {
  if (untrusted.has(code)) {
    return {
      code: 'tlsUntrusted',
      message: `The certificate of ${host} comes from an authority that this machine does not trust.`,
      fix: 'Usually a proxy inspects the traffic: ask the network team for its CA certificate as a PEM file and name that file in the settings, or in M365_CONNECTOR_CA_FILE.',
    }
  }
  if (misdated.has(code)) {
    return {
      code: 'tlsUntrusted',
      message: `The certificate of ${host} is not valid today.`,
      fix: 'Check the date and time of this machine. If they are right, contact whoever runs the proxy or server.',
    }
  }
  if (wrongName.has(code)) {
    return {
      code: 'tlsUntrusted',
      message: `The certificate that was shown does not belong to ${host}.`,
      fix: 'Something else answers in its place: check the address, the proxy and the name servers. Do not enter a secret until this is clear.',
    }
  }
  if (!code.startsWith('ERR_SSL') && !code.startsWith('ERR_TLS') && code !== 'EPROTO') return null
  return {
    code: 'tlsUntrusted',
    message: `A secure connection to ${host} could not be established.`,
    fix: 'Something on the way may not speak TLS 1.2 or newer: check the address, the port and the proxy.',
  }
}
