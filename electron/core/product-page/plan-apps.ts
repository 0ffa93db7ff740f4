/**
 * Which app shows whether a service plan is used, by the beginning of the plan's name. Plans that are not
 * named here leave no trace in any report: nothing is known of their use, which is not the same as no use.
 */
const witnesses: readonly (readonly [RegExp, string])[] = [
  [/^EXCHANGE_S_(?!FOUNDATION|ARCHIVE_ADDON)/, 'exchange'],
  [/^ONEDRIVE/, 'onedrive'],
  [/^SHAREPOINT(STANDARD|ENTERPRISE|DESKLESS)/, 'sharepoint'],
  [/^TEAMS(1$|1_|_GOV|_AR_)/, 'teams'],
  [/^(YAMMER|VIVAENGAGE)/, 'viva_engage'],
  [/^M365_COPILOT_/, 'copilot'],
]

/** The app of a plan, null for a plan without one. */
export function appOfPlan(servicePlanName: string): string | null {
  return witnesses.find(([pattern]) => pattern.test(servicePlanName))?.[1] ?? null
}
