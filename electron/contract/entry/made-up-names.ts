/**
 * What stands in the place of something that somebody wrote, while users have made-up names: it may name one
 * of them. Sent back unchanged, it leaves what is stored as it is.
 */
export const hiddenText = 'Hidden while made-up names are shown'

/** The domain of made-up names, which nobody can have. */
export const pseudonymDomain = 'pseudonym.invalid'
