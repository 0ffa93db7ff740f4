import { randomUUID } from 'node:crypto'
import type { Handlers } from '../../contract/rpc/wire.ts'
import { keepNewCertificate } from '../../core/connectors/made-certificate.ts'
import type { Clock, SecretStore } from '../../core/ports.ts'
import type { DraftService } from '../../core/setup/drafts.ts'
import { inspectCertificate } from '../../platform/keychain/certificate.ts'
import { makeClientCertificate } from '../../platform/keychain/make-certificate.ts'

type Methods = 'certificates.make' | 'certificates.discard' | 'setup.discardDraft'

/** Certificates that the app makes, and what is left of one when its setup is discarded. */
export function certificateHandlers(
  { secrets, clock }: { secrets: SecretStore; clock: Pick<Clock, 'now'> },
  drafts: Pick<DraftService, 'list' | 'discard'>,
): Pick<Handlers, Methods> {
  const ports = {
    ...{ secrets, clock, inspectCertificate, newId: randomUUID },
    makeCertificate: makeClientCertificate,
  }
  return {
    'certificates.make': request => keepNewCertificate(ports, request),
    'certificates.discard': async ({ key }) => ({ discarded: await secrets.remove(key) }),
    'setup.discardDraft': async ({ id }) => {
      const made = (await drafts.list()).find(draft => draft.id === id)?.made ?? null
      // Once it is saved with a connector its key is no longer here.
      if (made !== null) await secrets.remove(made.key)
      return { discarded: await drafts.discard(id) }
    },
  }
}
