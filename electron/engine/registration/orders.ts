import type { CloudName, Connector } from '../../contract/connectors.ts'
import { readClientId, readTenantId } from '../../contract/entry/identifiers.ts'
import { signInClients } from '../../contract/registration/names.ts'
import type { RegistrationRequest, RegistrationWork } from '../../contract/registration/session.ts'
import { findConnector } from '../../core/connectors/find.ts'
import { firstProblem } from '../../core/connectors/hints.ts'
import { AppError } from '../../core/errors.ts'
import { demoConnectorId } from '../demo.ts'

/** A request with everything looked up that it names. */
export type Order = {
  work: RegistrationWork
  /** The connector that is worked on; null for a new one. */
  connector: Connector | null
  /** Where to sign in: a tenant, or null for the one of whoever signs in. */
  tenantId: string | null
  cloud: CloudName
  client: { clientId: string; appName: string }
  scopes: readonly string[]
  way: RegistrationRequest['way']
  readPolicies: boolean
}

/**
 * @throws AppError `badRequest` for a sign-in that cannot have the permissions, `nameTaken`, `notFound`,
 * `malformedId`
 */
export function orderFor(request: RegistrationRequest, connectors: readonly Connector[]): Order {
  const { work, client, way, readPolicies } = request
  const isNew = work.kind === 'create' || work.kind === 'upload'
  const connector = isNew ? null : findConnector(connectors, work.connector)
  if (connector?.id === demoConnectorId) throw isDemo()
  if (work.kind === 'renew' && connector?.credential !== 'certificate') throw needsCertificate()
  if (client.kind === 'azureCli' && (work.kind === 'names' || readPolicies)) throw notWithAzureCli()
  return {
    ...{ work, connector, way, readPolicies },
    tenantId: isNew ? tenantOf(work.tenantId) : (connector?.tenantId ?? null),
    cloud: isNew ? work.cloud : (connector?.cloud ?? 'global'),
    client:
      work.kind === 'renew'
        ? appOf(connector)
        : client.kind === 'own'
          ? ownClient(client.clientId)
          : signInClients[client.kind],
    scopes: scopesOf(work, readPolicies),
  }
}

/** The delegated permissions that the sign-in asks for; none where nobody signs in. */
function scopesOf({ kind }: RegistrationWork, readPolicies: boolean): readonly string[] {
  if (kind === 'renew') return []
  return [
    kind === 'names' ? 'ReportSettings.ReadWrite.All' : 'Application.ReadWrite.All',
    ...(readPolicies ? ['Policy.Read.All', 'RoleManagement.Read.Directory'] : []),
  ]
}

function tenantOf(entered: string | null): string | null {
  if (entered === null || entered.trim() === '') return null
  const { value, hints } = readTenantId(entered)
  const problem = firstProblem(hints)
  if (problem !== null) throw problem
  return value
}

/** Throws AppError `malformedId`. */
export function clientIdOf(entered: string): string {
  const { value, hints } = readClientId(entered)
  const problem = firstProblem(hints)
  if (problem !== null) throw problem
  return value
}

function ownClient(entered: string): Order['client'] {
  return { clientId: clientIdOf(entered), appName: 'the app of your tenant' }
}

/** Nobody signs in where the connector acts for itself. */
function appOf(connector: Connector | null): Order['client'] {
  return { clientId: connector?.clientId ?? '', appName: connector?.name ?? '' }
}

function needsCertificate(): AppError {
  return new AppError('badRequest', 'Only a connector with a certificate can exchange it by itself.', {
    fix: 'Rotate after a sign-in, and choose a certificate.',
  })
}

function isDemo(): AppError {
  return new AppError('badRequest', 'Nobody signs in to the demo tenant: its registration is part of it.', {
    fix: 'Connect a tenant of your own to use this.',
  })
}

function notWithAzureCli(): AppError {
  return new AppError(
    'badRequest',
    'A sign-in as Microsoft Azure CLI cannot have the permissions for this.',
    {
      fix: 'Sign in as Microsoft Graph Command Line Tools, or with an app that your tenant has registered.',
    },
  )
}
