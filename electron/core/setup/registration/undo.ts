import { entriesOf } from '../../datasets/fields.ts'
import type { GraphWrite } from '../../graph/write.ts'
import type { FoundApplication } from './read.ts'
import type { Ids, Made } from './step-ports.ts'

/**
 * A call that takes back what a run has made, with what it does. `removesKey` names a certificate: the list
 * of those that stay is the body, see {@link keysWithout}. `removesNamed` stands for a credential that may be
 * there: it is looked for first, and without it nothing is called.
 */
export type UndoStep = GraphWrite & {
  title: string
  removesKey?: string
  removesNamed?: { kind: 'secret' | 'certificate'; name: string }
}

/**
 * The calls that take back what a run has made, newest first, and nothing that was there before. A
 * registration takes its credentials along, and can be restored for 30 days.
 */
export function undoSteps(made: readonly Made[], ids: Ids): readonly UndoStep[] {
  const isNew = made.some(({ kind }) => kind === 'application')
  return made
    .toReversed()
    .filter(({ kind }) => !(isNew && (kind === 'secret' || kind === 'certificate' || kind === 'lost')))
    .map(entry => undoOf(entry, ids))
}

function undoOf(made: Made, { application }: Ids): UndoStep {
  switch (made.kind) {
    case 'application':
      return {
        title: 'Delete the registration (the portal can restore it for 30 days)',
        method: 'DELETE',
        path: `/applications/${made.id}`,
        body: null,
      }
    case 'principal':
      return {
        title: 'Delete the enterprise application',
        method: 'DELETE',
        path: `/servicePrincipals/${made.id}`,
        body: null,
      }
    case 'secret':
      return {
        title: 'Remove the client secret',
        method: 'POST',
        path: `/applications/${application}/removePassword`,
        body: { keyId: made.keyId },
      }
    case 'lost':
      return {
        title: `Remove the ${made.credential === 'secret' ? 'client secret' : 'certificate'} named “${made.name}”, if it is there`,
        method: made.credential === 'secret' ? 'POST' : 'PATCH',
        path: `/applications/${application}${made.credential === 'secret' ? '/removePassword' : ''}`,
        body: null,
        removesNamed: { kind: made.credential, name: made.name },
      }
    case 'names':
      return {
        title: made.concealed ? 'Show the names again' : 'Conceal the names again',
        method: 'PATCH',
        path: '/admin/reportSettings',
        body: { displayConcealedNames: !made.concealed },
      }
    case 'certificate':
      return {
        title: 'Remove the certificate',
        method: 'PATCH',
        path: `/applications/${application}`,
        body: null,
        removesKey: made.keyId,
      }
  }
}

/**
 * The body that leaves a registration without one of its certificates: the others go back without their keys,
 * which the service keeps.
 *
 * @param application the registration as it is now
 */
export function keysWithout(application: FoundApplication | null, keyId: string): unknown {
  const kept = entriesOf(application?.keyCredentials).filter(entry => entry.keyId !== keyId)
  return { keyCredentials: kept.map(entry => ({ ...entry, key: null })) }
}
