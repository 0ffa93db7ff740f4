type TlsVerdict = { code: 'tlsUntrusted'; message: string; fix: string }

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

/** What a failed check of a certificate means and what to do about it; null when the code says something else. */
export function describeTlsFailure(code: string, host: string): TlsVerdict | null {
  if (untrusted.has(code)) {
    return {
      code: 'tlsUntrusted',
      message: `The certificate of ${host} comes from an authority that this machine does not trust.`,
      fix: 'Usually a proxy inspects the traffic: ask the network team for its CA certificate as a PEM file and name that file in M365_CONNECTOR_CA_FILE.',
    }
  }
  if (misdated.has(code)) {
    return {
      code: 'tlsUntrusted',
      message: `The certificate of ${host} is not valid today.`,
      fix: 'Check the date and time of this machine. If they are right, tell whoever runs the proxy or server.',
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
    message: `No secure connection to ${host} could be agreed on.`,
    fix: 'Something on the way may not speak TLS 1.2 or newer: check the address, the port and the proxy.',
  }
}
