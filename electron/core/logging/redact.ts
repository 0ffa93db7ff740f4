/** What {@link createRedactor} needs to know of the machine: home directories, most specific first. */
export type RedactionFacts = { homes: readonly string[] }

type Rule = (text: string) => string

/** Longer values are cut: a log line is for reading. */
const maxValueLength = 500

/**
 * Removes from a text whatever must not be in a log: tokens, secrets, keys, e-mail addresses and user
 * principal names, the tenant's own domains, GUIDs (shortened to eight digits, enough to tell two apart),
 * addresses' queries, home directories. Of a long text only the beginning is looked at. Rules run from the
 * most to the least specific, so that a later one never leaves half of what an earlier one would have taken.
 */
export function createRedactor(facts: RedactionFacts): (text: string) => string {
  const rules: readonly Rule[] = [
    redactKeys,
    redactAddresses,
    redactTokens,
    redactNamedSecrets,
    redactPeople,
    redactDomains,
    shortenGuids,
    redactSecretShapes,
    text => redactHomes(text, facts.homes),
  ]
  return text => cut(rules.reduce((redacted, rule) => rule(redacted), beginning(text)))
}

/** What is looked at: several lines' worth, because redacting shortens. Some rules cost the square of it. */
const maxTextLength = 2000

/**
 * The beginning of a long text, up to a place between two words: of a token or a name that was cut in two a
 * rule would know neither half.
 */
function beginning(text: string): string {
  if (text.length <= maxTextLength) return text
  const whole = /^[\s\S]*[\s"'<>(){}[\],;]/.exec(text.slice(0, maxTextLength))?.[0] ?? ''
  return `${whole}…`
}

function cut(text: string): string {
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text
}

function redactKeys(text: string): string {
  return text.replace(/-----BEGIN [\s\S]*?(?:-----END [A-Z0-9 ]*-----|$)/g, '[key]')
}

/**
 * Scheme, host and path stay, since they say which call it was; user information, query and fragment hold
 * tokens and names.
 */
function redactAddresses(text: string): string {
  return text.replace(
    /\b([a-z][a-z0-9+.-]{1,15}:\/\/)([^\s"'<>\\?#]*)([?#][^\s"'<>]*)?/gi,
    (_all, scheme: string, place: string, query: string | undefined) => {
      const host = place.includes('@') ? `[removed]@${place.slice(place.lastIndexOf('@') + 1)}` : place
      return `${scheme}${host}${query === undefined ? '' : '?[query]'}`
    },
  )
}

function redactTokens(text: string): string {
  return text
    .replace(/\beyJ[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){0,4}/g, '[token]')
    .replace(/\b(bearer|basic)\s+[^\s,;"']+/gi, '$1 [token]')
}

/** Values that are named as secret, in forms, headers and JSON, also in JSON that is quoted inside JSON. */
function redactNamedSecrets(text: string): string {
  const names =
    'client_secret|client_assertion|secrettext|access_token|refresh_token|id_token|password|passwd|pwd|secret|token|sig|signature|authorization|cookie'
  const value = `"(?:[^"\\\\]|\\\\.)*"?|\\\\+"[^"\\\\]*|'[^']*'?|[^\\s&,;}]+`
  const named = new RegExp(`(\\b(?:${names})\\\\*["']?\\s*[=:]\\s*)(${value})`, 'gi')
  return text.replace(named, (_all, name: string) => `${name}[secret]`)
}

/** Anything around an @ up to the next blank or bracket, guests' `#EXT#` form included. */
function redactPeople(text: string): string {
  return text.replace(/[^\s"<>()[\]{},;:=/\\|@]+(?:@|%40)[^\s"<>()[\]{},;:=/\\|]+/giu, '[person]')
}

function redactDomains(text: string): string {
  return text.replace(
    /[\p{L}\p{N}-]+(?:\.mail)?\.(?:onmicrosoft\.(?:com|us|cn|de)|partner\.onmschina\.cn)\b/giu,
    '[domain]',
  )
}

function shortenGuids(text: string): string {
  return text
    .replace(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '$1…')
    .replace(/(?<![0-9a-z])([0-9a-f]{8})[0-9a-f]{24}(?![0-9a-z])/gi, '$1…')
}

/**
 * Secrets by their look: those of Microsoft Entra (`…Q~…`), and long runs in which letters of both cases and
 * digits are mixed.
 */
function redactSecretShapes(text: string): string {
  return text
    .replace(/[A-Za-z0-9_.~-]{3}\dQ~[A-Za-z0-9_.~-]*/g, '[secret]')
    .replace(/[A-Za-z0-9+/=_~.-]{24,}/g, run => (looksRandom(run) ? '[secret]' : run))
}

/**
 * The average length of the words in a run of mixed text: random text changes its kind after two characters,
 * names after four and more.
 */
const minWordLength = 3.2

function looksRandom(run: string): boolean {
  if (!/[a-z]/.test(run) || !/[A-Z]/.test(run) || !/\d/.test(run)) return false
  const words = run.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? []
  return run.length / words.length < minWordLength
}

function redactHomes(text: string, homes: readonly string[]): string {
  let redacted = text
  for (const home of homes) if (home.length > 1) redacted = redacted.replaceAll(home, '~')
  return redacted
    .replace(/(?:\/home\/|\/Users\/)[^/\s"']+/g, '~')
    .replace(/[A-Z]:[\\/]+Users[\\/]+[^\\/"']+/gi, '~')
}
