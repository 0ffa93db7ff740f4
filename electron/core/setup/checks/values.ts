import type { Connector } from '../../../contract/connectors.ts'
import type { Hint } from '../../../contract/entry/hints.ts'
import { compareIds, readClientId, readTenantId } from '../../../contract/entry/identifiers.ts'
import type { Check } from '../../../contract/setup/checks.ts'
import { judgeCertificate } from '../../connectors/certificate.ts'
import { shapeOfSecret } from '../../connectors/secret-shape.ts'
import type { Secret } from '../../secret.ts'
import type { SetupPorts } from '../ports.ts'
import { type CheckKind, conclude } from './check.ts'

export const valueKinds = {
  tenant: { id: 'values.tenant', step: 'tenant', title: 'Tenant ID is well formed' },
  client: { id: 'values.client', step: 'clientId', title: 'Client ID is well formed' },
  secret: { id: 'values.credential', step: 'secret', title: 'Client secret looks like one' },
  certificate: { id: 'values.credential', step: 'certificate', title: 'Certificate and key are there' },
} as const satisfies Record<string, CheckKind>

export function checkTenantValue({ tenantId }: Connector): Check {
  const { value, hints } = readTenantId(tenantId)
  return fromHints(valueKinds.tenant, hints, value.includes('.') ? 'It is a domain name.' : 'It is a GUID.')
}

export function checkClientValue({ tenantId, clientId }: Connector): Check {
  const { value, hints } = readClientId(clientId)
  return fromHints(
    valueKinds.client,
    [...hints, ...compareIds(readTenantId(tenantId).value, value)],
    'It is a GUID.',
  )
}

/** Judges what the keychain gave, without any call: a Secret ID in place of the Value is caught here. */
export function checkCredentialValue(
  connector: Connector,
  credential: Secret | null,
  { inspectCertificate, clock }: Pick<SetupPorts, 'inspectCertificate' | 'clock'>,
): Check {
  const kind = connector.credential === 'secret' ? valueKinds.secret : valueKinds.certificate
  if (credential === null) {
    return conclude(kind, {
      status: 'fail',
      summary: `No ${connector.credential === 'secret' ? 'client secret' : 'private key'} is stored for this connector.`,
      fix: 'Enter it again; it is kept in the keychain of this computer.',
    })
  }
  if (connector.credential === 'secret') {
    const { hint, hints } = shapeOfSecret(credential, connector)
    return fromHints(
      kind,
      hints,
      'It has the form of a secret.',
      `It begins with ${hint}, as the portal shows it.`,
    )
  }
  const facts = inspectCertificate(connector.certificate ?? '')
  // The private key lives in the keychain and is not looked at here: sign-in proves whether it fits.
  const hints = judgeCertificate(
    { ...facts, key: 'present', chosen: withKey(facts.chosen, credential) },
    clock.now(),
  )
  return fromHints(kind, hints, 'They are there.', `Thumbprint ${facts.chosen?.thumbprint ?? 'unknown'}.`)
}

function withKey<T extends { privateKey: Secret | null }>(chosen: T | null, key: Secret): T | null {
  return chosen === null ? null : { ...chosen, privateKey: key }
}

function fromHints(kind: CheckKind, hints: readonly Hint[], found: string, evidence = ''): Check {
  const worst =
    hints.find(({ severity }) => severity === 'error') ?? hints.find(({ severity }) => severity === 'warning')
  if (worst === undefined) return conclude(kind, { status: 'pass', summary: found, evidence })
  const status = worst.severity === 'error' ? 'fail' : 'warn'
  return conclude(kind, { status, summary: worst.text, fix: worst.fix })
}
