import type { Connector, ConnectorChange } from '../../contract/connectors.ts'
import type { Hint } from '../../contract/entry/hints.ts'
import { compareIds, readClientId, readTenantId } from '../../contract/entry/identifiers.ts'
import { withoutInvisible } from '../../contract/entry/pasted.ts'
import { AppError } from '../errors.ts'
import { change, refuseTaken, withSecret, writtenPart } from './changes.ts'
import { findConnector } from './find.ts'
import { firstProblem } from './hints.ts'
import { closeCredential, type OpenCredential, openCredential } from './open-credential.ts'
import type { ConnectorServicePorts, SaveOptions } from './ports.ts'
import { testSignIn } from './sign-in-test.ts'
import { type ReadCredential, validateCredential } from './validate.ts'

type Values = Pick<Connector, 'name' | 'tenantId' | 'clientId' | 'cloud'>
type Planned = { values: Values; credential: ReadCredential | null; hints: readonly Hint[] }

/** See `ConnectorService.reconfigure`. */
export async function reconfigure(
  ports: ConnectorServicePorts,
  reference: string,
  changes: ConnectorChange,
  options: SaveOptions,
) {
  const found = findConnector(await ports.connectors.list(), reference)
  const opened = changes.credential === undefined ? null : await openCredential(ports, changes.credential)
  const { values, credential, hints } = plan(ports, found, changes, opened)
  const lock = moves(found, values) ? await ports.lock(found.id) : null
  try {
    if (movesTenant(found, values) && (await ports.hasData(found.id))) throw otherTenant(found)
    const stored = await ports.secrets.read(found.id)
    const candidate = { ...found, ...values, ...written(found, changes, credential) }
    const secret = credential?.secret ?? stored
    // Without any credential nothing could sign in, before or after; then there is nothing to lose either.
    if (!options.untested && secret !== null && (credential !== null || moves(found, values))) {
      await testSignIn(ports.trySignIn, candidate, secret, options.signal)
    }
    const write = () =>
      change(ports.connectors, found.id, (current, others) => {
        refuseTaken(others, values.name, found.id)
        return { ...current, ...values, ...written(current, changes, credential) }
      })
    const connector =
      credential === null
        ? await write()
        : await withSecret(ports.secrets, { id: found.id, secret: credential.secret, before: stored }, write)
    await closeCredential(ports, changes.credential)
    return { connector, hints }
  } finally {
    await lock?.release()
  }
}

function plan(
  ports: ConnectorServicePorts,
  found: Connector,
  changes: ConnectorChange,
  opened: OpenCredential | null,
): Planned {
  const tenant = readTenantId(changes.tenantId ?? found.tenantId)
  const client = readClientId(changes.clientId ?? found.clientId)
  const ids = { tenantId: tenant.value, clientId: client.value }
  const idHints = [...tenant.hints, ...client.hints, ...compareIds(tenant.value, client.value)]
  const facts = { now: ports.clock.now(), inspectCertificate: ports.inspectCertificate }
  const expiresOn = changes.secretExpiresOn ?? null
  const credential = opened === null ? null : validateCredential(opened, expiresOn, ids, facts)
  const hints = [...idHints, ...(credential?.hints ?? [])]
  const problem = firstProblem(hints)
  if (problem !== null) throw problem
  const name = withoutInvisible(changes.name ?? found.name).replace(/\s+/gu, ' ')
  if (name === '') throw new AppError('badRequest', 'The connector needs a name.', { fix: 'Enter a name.' })
  const values = { name, ...ids, cloud: changes.cloud ?? found.cloud }
  return { values, credential: credential?.values ?? null, hints }
}

/** A date alone corrects what was typed; a certificate knows its own last day. */
function written(
  current: Connector,
  { secretExpiresOn }: ConnectorChange,
  credential: ReadCredential | null,
) {
  if (credential !== null) return writtenPart(credential)
  if (secretExpiresOn === undefined || current.credential === 'certificate') return {}
  return { secretExpiresOn }
}

function movesTenant(before: Values, after: Values): boolean {
  return before.tenantId !== after.tenantId || before.cloud !== after.cloud
}

/** A running sync must not find itself in another tenant, or as another application, half-way. */
function moves(before: Values, after: Values): boolean {
  return movesTenant(before, after) || before.clientId !== after.clientId
}

function otherTenant({ name }: Connector): AppError {
  return new AppError('badRequest', `The data of "${name}" belongs to the tenant it was retrieved from.`, {
    fix: 'Leave the tenant ID and the cloud as they are, and connect the other tenant as a connector of its own.',
    step: 'tenant',
  })
}
