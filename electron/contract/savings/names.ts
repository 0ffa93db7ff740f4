/** Why somebody or something is left out of the claims. */
export const exclusionReasons = [
  'leave',
  'service_account',
  'emergency_account',
  'legal_hold',
  'shared_device',
  'season',
  'project',
  'agreed',
  'other',
] as const

/** What can be decided about a claim. */
export const decisionKinds = ['remove', 'downgrade', 'keep', 'ask'] as const

/** What became of a decision, seen by the syncs after it. */
export const outcomes = [
  'reclaimed',
  'downgraded',
  'reactivated',
  'open',
  'returned',
  'withdrawn',
  'kept',
] as const

/** What can be decided about a subscription before its next day. */
export const renewalDecisions = ['keep', 'cut', 'cancel'] as const

/** By what somebody can be marked to work without a desk. */
export const frontlineKinds = ['department', 'job_title', 'group'] as const

/** What a price is paid for. */
export const pricePeriods = ['month', 'year', 'three_years'] as const

/** How long a subscription is committed, and through whom it was bought; nobody but the person knows. */
export const subscriptionTerms = ['month', 'year', 'three_years'] as const
export const subscriptionChannels = ['direct', 'partner', 'volume', 'prepaid'] as const

/** The calls about savings. */
export const savingsMethodNames = [
  'savings.summary',
  'savings.evidence',
  'savings.changeSettings',
  'savings.setJoiners',
  'savings.notFree',
  'savings.prices',
  'savings.setPrices',
  'savings.setSubscriptionFacts',
  'savings.readPrices',
  'savings.exclusions',
  'savings.previewExclusion',
  'savings.exclude',
  'savings.excludeAll',
  'savings.readExclusions',
  'savings.endExclusion',
  'savings.postpone',
  'savings.decide',
  'savings.withdraw',
  'savings.workList',
  'savings.achieved',
  'savings.lastUse',
  'savings.renewals',
  'savings.exportScripts',
  'savings.letters',
  'savings.writePrices',
  'savings.statements',
  'savings.setStatements',
  'savings.ladder',
  'savings.changeLadder',
  'savings.decideRenewal',
  'savings.plan',
  'savings.planChoices',
  'savings.decidePlan',
  'savings.plans',
  'savings.savePlan',
  'savings.deletePlan',
] as const
