import { randomUUID } from 'node:crypto'
import { getHeapSpaceStatistics } from 'node:v8'
import type { Connector } from '../contract/connectors.ts'
import type { Probe } from '../contract/rpc/engine-port.ts'
import { toWire } from '../core/errors.ts'
import type { SecretStore } from '../core/ports.ts'
import type { Secret } from '../core/secret.ts'
import { countSystemAuthorities } from '../platform/http/trust.ts'
import { inspectCertificate } from '../platform/keychain/certificate.ts'
import { type DemoTenant, demoConnectorId, demoConnectorName } from './demo.ts'

export type ProbePorts = {
  demo: DemoTenant
  /** Asks the tenant of the candidate for a token. */
  signIn(candidate: Connector, secret: Secret, signal: AbortSignal): Promise<void>
  keychain: SecretStore
  now(): number
}

/** Longer than the keychain's own limit for each of the calls that a probe makes. */
const probeLimitMs = 120_000

/**
 * Tries what differs from system to system: reads the certificates that the system trusts, puts a private key
 * into the keychain and takes it out again, and signs in to the demo tenant with an assertion of that key.
 * Failures are part of the answer.
 */
export async function runProbes(ports: ProbePorts): Promise<Probe[]> {
  const authorities = await tried('authorities', async () => {
    const count = countSystemAuthorities()
    if (count === 0) throw new Error('The system names no certificate authority.')
    return `${count} certificates of the system`
  })
  const tenant = await ports.demo.start(null)
  const { chosen } = inspectCertificate(tenant.certificate.pem)
  const key = chosen?.privateKey ?? null
  let kept: Secret | null = null
  const keychain = await tried('keychain', async () => {
    kept = await throughKeychain(ports.keychain, key)
    return 'written, read and removed'
  })
  const assertion = await tried('assertion', async () => {
    const { tenantId, clientId } = tenant
    const candidate: Connector = {
      ...{ id: demoConnectorId, name: demoConnectorName, tenantId, clientId },
      ...{ cloud: 'custom', credential: 'certificate', certificate: chosen?.certificate ?? null },
      ...{ secretExpiresOn: null, createdAt: new Date(ports.now()).toISOString() },
    }
    const secret = kept ?? key
    if (secret === null) throw new Error('There is no private key to sign with.')
    await ports.signIn(candidate, secret, AbortSignal.timeout(probeLimitMs))
    return kept === null ? 'signed in' : 'signed in with the key from the keychain'
  })
  return [authorities, keychain, assertion, memoryUsed()]
}

const megabyte = 1024 * 1024
/**
 * Two halves of the one megabyte that the host's switch allows, and room for how V8 rounds. Without it a sync
 * takes 16.
 */
const maxYoungMegabytes = 4

/**
 * What the engine's process has taken at most, the demo tenant in it included, and the young part of its
 * heap, which shows whether the host's switch for it has reached V8.
 */
function memoryUsed(): Probe {
  const peak = Math.round((process.resourceUsage().maxRSS * 1024) / megabyte)
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
  const youngMegabytes = (young?.space_size ?? 0) / megabyte
  return {
    name: 'memory',
    ok: youngMegabytes <= maxYoungMegabytes,
    detail: `at most ${peak} MB, young heap ${youngMegabytes.toFixed(1)} MB`,
  }
}

async function throughKeychain(keychain: SecretStore, key: Secret | null): Promise<Secret | null> {
  if (key === null) throw new Error('There is no private key to keep.')
  const id = randomUUID()
  // Where it fails it has put everything back itself, and a keychain that does not answer is waited for once.
  await keychain.save(id, key)
  try {
    const found = await keychain.read(id)
    if (found === null) throw new Error('What was written is not there.')
    return found
  } finally {
    await keychain.remove(id)
  }
}

async function tried(name: Probe['name'], work: () => Promise<string>): Promise<Probe> {
  try {
    return { name, ok: true, detail: await work() }
  } catch (error) {
    const { code, message, detail } = toWire(error)
    const reason = detail['reason'] ?? detail['kind'] ?? ''
    return { name, ok: false, detail: `${code}: ${message} ${reason}`.trim().slice(0, 500) }
  }
}
