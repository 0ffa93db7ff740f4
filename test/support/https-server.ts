import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 86_400_000

export type Authority = {
  caPem: string
  /** A key and certificate for the names; `validUntil` lies in the past for an expired one. */
  issue(names: readonly string[], validUntil?: Date): Promise<{ key: string; cert: string }>
}

/** A certificate authority made for one test. */
export async function createAuthority(): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const validity = { notBefore: new Date(Date.now() - 30 * dayMs), notAfter: new Date(Date.now() + dayMs) }
  const root = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Test authority',
    ...validity,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  })
  return {
    caPem: root.toString('pem'),
    issue: async (names, validUntil = validity.notAfter) => {
      const leafKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
      const leaf = await X509CertificateGenerator.create({
        serialNumber: '02',
        subject: `CN=${names[0]}`,
        issuer: root.subject,
        notBefore: validity.notBefore,
        notAfter: validUntil,
        publicKey: leafKeys.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        extensions: [
          new SubjectAlternativeNameExtension(
            names.map(name => ({ type: /^[\d.]+$/.test(name) ? 'ip' : 'dns', value: name })),
          ),
        ],
      })
      const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey)
      const body = Buffer.from(pkcs8).toString('base64')
      const key = `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`
      return { key, cert: leaf.toString('pem') }
    },
  }
}

export type TestServer = {
  origin: string
  port: number
  /** What was asked, in order. */
  requests: { method: string; url: string; headers: IncomingMessage['headers']; at: number }[]
  /** Connections that were opened. */
  connections(): number
  close(): Promise<void>
}

export type Answerer = (request: IncomingMessage, response: ServerResponse, body: string) => void

/** An HTTPS server on loopback that answers as it is told. */
export async function startHttpsServer(
  credentials: { key: string; cert: string },
  answer: Answerer,
): Promise<TestServer> {
  const requests: TestServer['requests'] = []
  let connections = 0
  const listener: RequestListener = async (request, response) => {
    requests.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      at: Date.now(),
    })
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
    answer(request, response, body)
  }
  const server = createServer(credentials, listener)
  server.on('secureConnection', () => {
    connections += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `https://localhost:${port}`,
    port,
    requests,
    connections: () => connections,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
