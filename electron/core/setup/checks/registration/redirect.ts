import { entriesOf } from '../../../datasets/fields.ts'
import type { Application } from '../../../datasets/registration.ts'
import { listed } from '../check.ts'
import { registrationCheck } from './registration.ts'

export const redirect = registrationCheck({
  id: 'registration.redirect',
  step: 'redirect',
  title: 'Redirect URI is http://localhost on Web',
  decide: ({ web, spa, publicClient }) => {
    const right = urisOf(web).filter(isLoopback)
    if (right.length > 0) {
      return {
        status: 'pass',
        summary: 'http://localhost is registered under Web.',
        evidence: `Web: ${listed(right)}.`,
      }
    }
    const elsewhere = [...urisOf(spa), ...urisOf(publicClient)].filter(isLoopback)
    const fix = 'Under Authentication add the platform Web with exactly http://localhost.'
    if (elsewhere.length > 0) {
      return {
        status: 'warn',
        summary: 'The redirect URI is registered under another platform than Web.',
        evidence: `Found: ${listed(elsewhere)}.`,
        fix: `${fix} Remove it from the other platform.`,
      }
    }
    const others = urisOf(web)
    const evidence = others.length > 0 ? `Web: ${listed(others)}.` : 'Web has no redirect URI.'
    return {
      status: 'warn',
      summary: 'The redirect URI is missing; admin consent from the app will not find its way back.',
      evidence,
      fix,
    }
  },
})

function urisOf(platform: Application['web']): readonly string[] {
  return entriesOf(platform?.redirectUris)
}

/** For localhost the port does not count and any path may follow (reply URL page). */
function isLoopback(uri: string): boolean {
  const url = URL.parse(uri)
  return url !== null && url.protocol === 'http:' && url.hostname === 'localhost'
}
