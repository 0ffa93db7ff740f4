import { checkCertificate } from '../../../connectors/certificate.ts'
import { shapeOfSecret } from '../../../connectors/secret-shape.ts'
import type { Secret } from '../../../secret.ts'
import { defineCheck, type Facts, type Finding } from '../check.ts'
import { fromHints } from './hints.ts'

/** Looks at what the keychain gave, without any call: a Secret ID in place of the Value is noticed here. */
export const credential = defineCheck({
  id: 'values.credential',
  step: 'secret',
  title: 'Client secret looks like one',
  withCertificate: { step: 'certificate', title: 'Certificate and key are there' },
  after: 'values',
  ask: [],
  decide: facts => {
    const { connector, credential: stored } = facts
    const isSecret = connector.credential === 'secret'
    if (stored === null) {
      return {
        status: 'fail',
        summary: `No ${isSecret ? 'client secret' : 'private key'} is stored for this connector.`,
        fix: 'Enter it again; it is kept in the keychain of this computer.',
      }
    }
    if (!isSecret) return certificateFinding(facts, stored)
    const { hint, hints } = shapeOfSecret(stored, connector)
    return fromHints(hints, 'It has the form of a secret.', `It begins with ${hint}, as the portal shows it.`)
  },
})

/** The private key lives in the keychain and is not looked at here: sign-in proves whether it fits. */
function certificateFinding({ connector, inspectCertificate, now }: Facts, key: Secret): Finding {
  const facts = inspectCertificate(connector.certificate ?? '')
  const hints = checkCertificate({ ...facts, key: 'present', chosen: withKey(facts.chosen, key) }, now)
  return fromHints(hints, 'They are there.', `Thumbprint ${facts.chosen?.thumbprint ?? 'unknown'}.`)
}

function withKey<T extends { privateKey: Secret | null }>(chosen: T | null, key: Secret): T | null {
  return chosen === null ? null : { ...chosen, privateKey: key }
}
