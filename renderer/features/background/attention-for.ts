import type { Attention } from '../../../electron/contract/background.ts'
import type { Route } from '../../routing/route.ts'

/** Whether it keeps every sync of its tenant from working. */
export function isGrave({ kind }: Attention): boolean {
  return kind === 'credentialsRefused' || kind === 'syncFailing'
}

/**
 * What the window has to say above a screen, the gravest first. A screen that itself says how a tenant is
 * doing has the only word on it, so that nothing is said twice or against what has just been tested: the
 * wizard for the tenant that is set up in it, the screen Sync for the one that the window shows.
 */
export function attentionFor(
  attention: readonly Attention[],
  { route, shown }: { route: Pick<Route, 'screen' | 'setup'>; shown: string },
): Attention[] {
  const said =
    route.screen === 'setup' ? (route.setup?.connector ?? null) : route.screen === 'sync' ? shown : null
  const left = attention.filter(item => item.connector !== said || item.connector === null)
  return left.toSorted((one, other) => Number(isGrave(other)) - Number(isGrave(one)))
}
