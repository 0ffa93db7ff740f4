import type { GraphWrite } from '../../graph/write.ts'
import type { Ids, Made } from './carry-out.ts'

/** A call that takes back what a run has made, with what it does. */
export type UndoStep = GraphWrite & { title: string }

/**
 * The calls that take back what a run has made, newest first, and nothing that was there before. A
 * registration takes its credentials along, and can be restored for 30 days.
 */
export function undoSteps(made: readonly Made[], ids: Ids): readonly UndoStep[] {
  const isNew = made.some(({ kind }) => kind === 'application')
  return made
    .toReversed()
    .filter(({ kind }) => !(isNew && (kind === 'secret' || kind === 'certificate')))
    .flatMap(entry => undoOf(entry, ids) ?? [])
}

function undoOf(made: Made, { application }: Ids): UndoStep | null {
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
    case 'names':
      return {
        title: made.concealed ? 'Show the names again' : 'Conceal the names again',
        method: 'PATCH',
        path: '/admin/reportSettings',
        body: { displayConcealedNames: !made.concealed },
      }
    case 'certificate':
      // The list of certificates can only be replaced as a whole, which would need a look first.
      return null
  }
}
