import type { PageKind, Retrieved, SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'
import { isSetAside, worseAnswerError } from '../worse/answer.ts'
import { worseList, worseLoss } from '../worse/directory.ts'
import { followChain, mayListAnew } from './chain.ts'

/**
 * The datasets of few rows, read whole every time. `registration` is two objects, so it has a chain for each.
 * Pages: organization-list, subscribedsku-list, directory-list-subscriptions, application-get, serviceprincipal-get.
 */
const sources: Record<
  string,
  (clientId: string) => readonly { chain: string; kind: PageKind; path: string }[]
> = {
  organization: () => [{ chain: 'all', kind: 'organization', path: '/organization' }],
  licenses: () => [{ chain: 'all', kind: 'licenses', path: '/subscribedSkus' }],
  renewals: () => [{ chain: 'all', kind: 'renewals', path: '/directory/subscriptions' }],
  registration: clientId => [
    {
      chain: 'application',
      kind: 'application',
      path: `/applications(appId='${clientId}')?$select=id,appId,displayName,signInAudience,requiredResourceAccess,passwordCredentials,keyCredentials,web,publicClient,isFallbackPublicClient`,
    },
    {
      chain: 'servicePrincipal',
      kind: 'servicePrincipal',
      path: `/servicePrincipals(appId='${clientId}')?$select=id,appId,accountEnabled,appRoleAssignmentRequired`,
    },
  ],
}

/**
 * Retrieves a dataset that {@link sources} names. It is never gone on with after an interruption: it takes a
 * request or two, and what belongs together shall be of one time. A list that is worse than the stored one is
 * asked for once more before it is set aside.
 *
 * @throws AppError see `worseAnswerError`
 */
export async function retrieveSingle(
  ports: SyncPorts,
  task: DatasetTask,
  clientId: string,
): Promise<Retrieved> {
  try {
    return await readWhole(ports, task, clientId)
  } catch (error) {
    const mayPass = isSetAside(error) || (mayListAnew(error) && error.code !== 'badRequest')
    if (!mayPass) throw error
    task.resetRows()
    return readWhole(ports, task, clientId)
  }
}

async function readWhole(ports: SyncPorts, task: DatasetTask, clientId: string): Promise<Retrieved> {
  const parts = sources[task.dataset]?.(clientId) ?? []
  const chains = parts.map(part => ({ ...part, first: ports.graph.url(part.path) }))
  await ports.store.begin(task.dataset, {
    mode: task.plan.mode,
    chains: chains.map(({ chain, first }) => ({ chain, firstLink: first.href })),
    notes: {},
  })
  for (const { chain, kind, first } of chains) {
    await followChain(ports, task, { name: chain, kind, first, call: task.call('directory') })
  }
  const worse = worseList(task.plan.state, { rows: task.rows(), unreadable: task.unreadable() })
  if (worse !== null) throw worseAnswerError(task.dataset, worse)
  await ports.store.complete(task.dataset, {})
  const loss = worseLoss(task.plan.state, task.rows(), await ports.store.lostInUse(task.dataset))
  if (loss !== null) throw worseAnswerError(task.dataset, loss)
  return { status: 'staged', rows: task.rows() }
}
