/**
 * Service plans that stand above each other, lowest first, by the names of Microsoft's table of products. Who
 * has a plan further right has what the ones to its left give. Own work, as of November 2026: what a pair of
 * plans grants is Microsoft's to change.
 */
export const planLadder: readonly (readonly string[])[] = [
  ['EXCHANGE_S_DESKLESS', 'EXCHANGE_S_STANDARD', 'EXCHANGE_S_ENTERPRISE'],
  ['EXCHANGE_S_ARCHIVE_ADDON', 'EXCHANGE_S_ENTERPRISE'],
  ['SHAREPOINTDESKLESS', 'SHAREPOINTSTANDARD', 'SHAREPOINTENTERPRISE'],
  ['ONEDRIVE_BASIC', 'ONEDRIVESTANDARD', 'SHAREPOINTSTANDARD'],
  ['OFFICEMOBILE_SUBSCRIPTION', 'OFFICE_BUSINESS', 'OFFICESUBSCRIPTION'],
  rungs('FLOW_O365_', 'S1', 'P1', 'P2', 'P3'),
  rungs('POWERAPPS_O365_', 'S1', 'P1', 'P2', 'P3'),
  rungs('POWER_VIRTUAL_AGENTS_O365_', 'F1', 'P1', 'P2', 'P3'),
  rungs('FORMS_PLAN_', 'K', 'E1', 'E3', 'E5'),
  rungs('STREAM_O365_', 'K', 'SMB', 'E1', 'E3', 'E5'),
  rungs('BPOS_S_TODO_', 'FIRSTLINE', '1', '2', '3'),
  rungs('WHITEBOARD_', 'FIRSTLINE1', 'PLAN1', 'PLAN2', 'PLAN3'),
  rungs('PROJECT_O365_', 'F3', 'P1', 'P2', 'P3'),
  rungs('DYN365_CDS_O365_', 'F1', 'P1', 'P2', 'P3'),
  rungs('CDS_O365_', 'F1', 'P1', 'P2', 'P3'),
  ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  rungs('RMS_S_', 'BASIC', 'ENTERPRISE', 'PREMIUM', 'PREMIUM2'),
  rungs('ADALLOM_S_', 'DISCOVERY', 'O365', 'STANDALONE'),
  ['ATP_ENTERPRISE', 'THREAT_INTELLIGENCE'],
  ['MDE_LITE', 'MDE_SMB', 'WINDEFATP'],
  rungs('BI_AZURE_', 'P0', 'P2', 'P3'),
  ['MYANALYTICS_P2', 'EXCHANGE_ANALYTICS'],
  ['MIP_S_CLP1', 'MIP_S_CLP2'],
  ['CONTENTEXPLORER_STANDARD', 'CONTENT_EXPLORER'],
  ['WIN10_ENT_LOC_F1', 'WIN10_PRO_ENT_SUB'],
  ['INTUNE_O365', 'INTUNE_SMBIZ', 'INTUNE_A'],
]

function rungs(prefix: string, ...names: readonly string[]): string[] {
  return names.map(name => prefix + name)
}

const editions = new Set(['GOV', 'GCC', 'GCCHIGH', 'DOD', 'EDU'])

/**
 * A plan's place on the ladder whatever edition it belongs to: the plans for governments and schools have
 * names of their own that end in their edition.
 */
export function rungName(planName: string): string {
  const name = planName.trim().toUpperCase()
  const end = name.lastIndexOf('_')
  // Most names have no edition, and are asked for many thousand times.
  if (end < 0 || !editions.has(name.slice(end + 1))) return name
  if (name === 'BI_AZURE_P_2_GOV') return 'BI_AZURE_P2'
  return name.slice(0, end).replace(/_AR$/, '')
}

/** Answers which rungs are higher than a given one, over any number of steps. */
export type Ladder = { readonly above: (rung: string) => ReadonlySet<string> }

export function createLadder(chains: readonly (readonly string[])[] = planLadder): Ladder {
  const next = new Map<string, Set<string>>()
  for (const chain of chains) {
    for (const [place, rung] of chain.entries()) {
      const higher = next.get(rung) ?? new Set()
      for (const one of chain.slice(place + 1)) higher.add(one)
      next.set(rung, higher)
    }
  }
  const known = new Map<string, ReadonlySet<string>>()
  const above = (rung: string): ReadonlySet<string> => {
    const before = known.get(rung)
    if (before !== undefined) return before
    const found = new Set<string>()
    const open = [...(next.get(rung) ?? [])]
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (found.has(one)) continue
      found.add(one)
      open.push(...(next.get(one) ?? []))
    }
    known.set(rung, found)
    return found
  }
  return { above }
}

/** Whether a rung is lower than another one. */
export function isBelow(ladder: Ladder, lower: string, higher: string): boolean {
  return ladder.above(lower).has(higher)
}
