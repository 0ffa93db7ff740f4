/** Longer texts are no sentences for a person; the rest is never read. */
const maxInput = 2_000
const maxWords = 300

/**
 * Names and abbreviations of Microsoft's own, which a message may keep; any other capitalized word could be a
 * person's name.
 */
const productWords = new Set(
  [
    'AAD Access Active Administrator API APIs App Application Applications Authorization Azure B2C BadRequest Code Conditional',
    'Conflict Copilot CSV Directory Enterprise Entra Exchange Forbidden GET Graph HTTP HTTPS I ID IDs IP Internal JSON JWT MFA',
    'Microsoft MSAL Not NotFound OAuth OData Office OneDrive OpenID Outlook P1 P2 PKCE POST Premium SAML Security Server',
    'Service SharePoint Teams TLS Token UPN URI URL Unauthorized UnknownError Viva Yammer',
  ]
    .join(' ')
    .split(' '),
)
const commonStarts = new Set(
  [
    'A An All Another Any Ask At Calling Cannot Contact Due Either Error Failed For Forbidden If In Insufficient Invalid It',
    'Missing Neither No One Please Provided Request Required Resource See Sign Something Specified That The There These This',
    'To Too Unable Unauthorized Unexpected Unsupported User We You Your',
  ]
    .join(' ')
    .split(' '),
)
const permission = /^[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+(?:\.(?:All|OwnedBy|Directory))?$/
const leftOut = '[…]'

/**
 * Microsoft's own sentence as an error's detail may carry it: on one line, at most 300 characters, without
 * whatever could name a person, a tenant or a request. Such texts put names between quotation marks or as
 * capitalized words within a sentence, so both are left out unless they are words of Microsoft's. Empty when
 * nothing readable is left.
 */
export function quoteMicrosoft(text: string): string {
  const sentence = withoutIdentifiers(text.slice(0, maxInput))
    .split(/\s+/)
    .map((word, index, all) => withoutName(word, isSentenceStart(all[index - 1])))
    .join(' ')
    .replace(/\[…\](?:[\s,]*\[…\])+/g, leftOut)
    .trim()
  if (!/[a-z]{3}/.test(sentence)) return ''
  return sentence.length > maxWords ? `${sentence.slice(0, maxWords)}…` : sentence
}

/** Trace ids have fields of their own; addresses, quoted values and long codes can hold anything. */
function withoutIdentifiers(text: string): string {
  return text
    .replace(/^\s*AADSTS\d+:\s*/, '')
    .replace(/\s*\b(?:Trace ID|Correlation ID|Timestamp):[\s\S]*$/, '')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\bhttps?:\/\/\S+/gi, leftOut)
    .replace(/(?<![\p{L}\p{N}])'[^']*'|"[^"]*"|‘[^’]*’|“[^”]*”/gu, leftOut)
    .replace(/[^\s(]*(?:@|%40)[^\s.,;)]*(?:\.[^\s.,;)]+)*/g, leftOut)
    .replace(/[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/gi, leftOut)
    .replace(/\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|net|org|us|cn|de|example|local)\b/giu, leftOut)
    .replace(/\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*(?::[0-9a-f]*){3,}/gi, leftOut)
    .replace(/[\p{L}\p{N}+/=_-]{41,}/gu, leftOut)
}

function isSentenceStart(before: string | undefined): boolean {
  return before === undefined || before === '' || /[.:!?]$/.test(before)
}

/** The common first words of a sentence stay. Names in other scripts never are a word of Microsoft's. */
function withoutName(word: string, startsSentence: boolean): string {
  const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  if (bare === '' || productWords.has(bare) || permission.test(bare)) return word
  if (/[^\p{ASCII}…]/u.test(bare)) return leftOut
  if (!/^[A-Z]/.test(bare) || (startsSentence && commonStarts.has(bare))) return word
  const inner = /\(([^()]+)$/.exec(bare)?.[1] ?? ''
  return permission.test(inner) ? `(${inner})` : word.replace(bare, leftOut)
}
