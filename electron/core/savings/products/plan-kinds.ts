import { rungName } from './ladder.ts'

/** A service plan of a product, as far as the rules of savings ask for it. */
export type Plan = {
  readonly id: string
  /** The plan's name in Graph and in Microsoft's table, for instance `EXCHANGE_S_ENTERPRISE`. */
  readonly name: string
  readonly friendlyName: string
}

const foundationNames = new Set([
  'EXCHANGE_S_FOUNDATION',
  'NUCLEUS',
  'DESKLESS',
  'MCOSTANDARD',
  'MCOIMP',
  'MCOLITE',
  'BING_CHAT_ENTERPRISE',
  'GRAPH_CONNECTORS_SEARCH_INDEX',
])
const foundationPrefixes = ['M365_LIGHTHOUSE_', 'MESH_', 'KAIZALA_']

/**
 * A plan that comes with nearly everything, or that Microsoft has retired: it neither gives nor shows a
 * use.
 */
export function isFoundation({ name, friendlyName }: Plan): boolean {
  const rung = rungName(name)
  return (
    /^retired\b/i.test(friendlyName.trim()) ||
    foundationNames.has(rung) ||
    foundationPrefixes.some(prefix => rung.startsWith(prefix))
  )
}

/** The apps whose recorded use shows that a plan is used. Activations are apps of their own here. */
export const activationApps = ['apps_activation', 'visio_activation', 'project_activation'] as const
export type ActivationApp = (typeof activationApps)[number]

/** Every app that a plan can have as a witness, in the order of their bits. */
export const witnessApps = [
  'exchange',
  'onedrive',
  'sharepoint',
  'teams',
  'viva_engage',
  'outlook_app',
  'word_app',
  'excel_app',
  'powerpoint_app',
  'onenote_app',
  'teams_app',
  'copilot',
  ...activationApps,
] as const
export type WitnessApp = (typeof witnessApps)[number]

export const isActivation = (app: WitnessApp): boolean => activationApps.some(known => known === app)

export const desktopApps = ['outlook_app', 'word_app', 'excel_app', 'powerpoint_app', 'onenote_app'] as const

const noWitness = new Set([
  'SHAREPOINTWAC',
  'SHAREPOINT_PROJECT',
  'SHAREPOINTSTORAGE',
  'SHAREPOINTONLINE_MULTIGEO',
])

/** Which apps show a plan's use; none for a plan that no report covers. */
export function witnessesOf(plan: Plan): readonly WitnessApp[] {
  if (isFoundation(plan)) return []
  const rung = rungName(plan.name)
  if (noWitness.has(rung)) return []
  if (rung === 'OFFICESUBSCRIPTION' || rung === 'OFFICE_BUSINESS') return [...desktopApps, 'apps_activation']
  if (rung.startsWith('VISIO_CLIENT_')) return ['visio_activation']
  if (rung.startsWith('PROJECT_CLIENT_')) return ['project_activation']
  if (rung.startsWith('EXCHANGE_S_')) return ['exchange']
  if (rung.startsWith('SHAREPOINT') || rung.startsWith('ONEDRIVE')) return ['onedrive', 'sharepoint']
  if (isTeamsPlan(plan)) return ['teams', 'teams_app']
  if (rung.startsWith('YAMMER') || rung.startsWith('VIVAENGAGE')) return ['viva_engage']
  if (rung.startsWith('M365_COPILOT_')) return ['copilot']
  return []
}

const designApps: readonly WitnessApp[] = ['visio_activation', 'project_activation']

/**
 * Which apps show the use of a product's plans. Of Visio and Project that is their activation alone: the
 * OneDrive or SharePoint that comes with them is used through the suite.
 *
 * @param plans every plan of the product
 */
export function witnessesIn(plans: readonly Plan[]): (plan: Plan) => readonly WitnessApp[] {
  const isDesign = (plan: Plan) => witnessesOf(plan).some(app => designApps.includes(app))
  const isSuite = (plan: Plan) => isExchangePlan(plan) || isTeamsPlan(plan)
  if (!plans.some(isDesign) || plans.some(isSuite)) return witnessesOf
  return plan => (isDesign(plan) ? witnessesOf(plan) : [])
}

/** The app whose users a product page counts for a plan; null where none, or several together, show it. */
export function leadingApp(plan: Plan): WitnessApp | null {
  const witnesses = witnessesOf(plan)
  if (witnesses.some(isActivation)) return null
  if (rungName(plan.name).startsWith('SHAREPOINT') && witnesses.includes('sharepoint')) return 'sharepoint'
  return witnesses[0] ?? null
}

const noMailbox = new Set(['EXCHANGE_S_FOUNDATION', 'EXCHANGE_S_ARCHIVE', 'EXCHANGE_S_ARCHIVE_ADDON'])

/** A plan that comes with a mailbox. */
export function isExchangePlan({ name }: Plan): boolean {
  const rung = rungName(name)
  return rung.startsWith('EXCHANGE_S_') && ![...noMailbox].some(known => rung.startsWith(known))
}

/** The name's edition is part of it here: in some clouds Teams has no plan without one. */
export function isTeamsPlan({ name }: Plan): boolean {
  const upper = name.trim().toUpperCase()
  return upper === 'TEAMS1' || upper === 'TEAMS_GOV' || upper.startsWith('TEAMS_AR_')
}

export const isCopilotPlan = ({ name }: Plan): boolean => rungName(name).startsWith('M365_COPILOT_')

const cosmeticPrefixes = [
  'BPOS_S_TODO_',
  'WHITEBOARD_',
  'STREAM_O365_',
  'FORMS_PLAN_',
  'PROJECT_O365_',
  'FLOW_O365_',
  'POWERAPPS_O365_',
  'POWER_VIRTUAL_AGENTS_O365_',
  'DYN365_CDS_O365_',
  'CDS_O365_',
]

/** Companions of a suite whose lower rungs nobody misses after a downgrade. */
export function isCosmetic({ name }: Plan): boolean {
  const rung = rungName(name)
  return cosmeticPrefixes.some(prefix => rung.startsWith(prefix))
}
