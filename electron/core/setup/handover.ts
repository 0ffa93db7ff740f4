import type { ChecklistItem } from './checklist.ts'

export const handOverFormats = ['text', 'markdown'] as const
export type HandOverFormat = (typeof handOverFormats)[number]

export type HandOverSubject = {
  items: readonly ChecklistItem[]
  format: HandOverFormat
  /** Who is asked for it, for instance the organisation; null leaves it out. */
  organisation: string | null
  /** Known already and worth sending along; never a secret. */
  tenantId: string | null
  clientId: string | null
}

const intro =
  'please set up the connector that lets M365 Connector read licenses and their usage. It reads only, runs on a computer of ours, and sends nothing anywhere but to Microsoft.'
const closing =
  'Please send back the tenant ID and the client ID. Do not send the secret by e-mail: hand it over in person, or through a password manager.'

/** A step, several, or the whole checklist as a message that can be sent to whoever holds the role. */
export function renderHandOver(subject: HandOverSubject): string {
  const markdown = subject.format === 'markdown'
  const heading = `Set up M365 Connector${subject.organisation === null ? '' : ` for ${subject.organisation}`}`
  const parts = [
    markdown ? `# ${heading}` : `${heading}\n${'='.repeat(heading.length)}`,
    `Hello,\n\n${intro}`,
    ...knownIds(subject),
    ...subject.items.map(item => renderItem(item, markdown)),
    closing,
  ]
  return `${parts.join('\n\n')}\n`
}

function knownIds({ tenantId, clientId, format }: HandOverSubject): readonly string[] {
  const known: readonly [string, string | null][] = [
    ['Directory (tenant) ID', tenantId],
    ['Application (client) ID', clientId],
  ]
  const lines = known.flatMap(([label, value]) =>
    value === null ? [] : [`- ${label}: ${format === 'markdown' ? `\`${value}\`` : value}`],
  )
  return lines.length === 0 ? [] : [lines.join('\n')]
}

function renderItem(item: ChecklistItem, markdown: boolean): string {
  const title = `${item.number === '' ? '' : `${item.number}. `}${item.title}`
  const word = (text: string) => (markdown ? text : plainText(text))
  const lines = [
    markdown ? `## ${title}\n` : `${title}\n${'-'.repeat(title.length)}`,
    ...item.what.map(line => `- ${word(line)}`),
    ...(item.link === null ? [] : [`- ${renderLink(item.link, markdown)}`]),
    ...item.values.map(({ label, value }) => `- ${label}: ${markdown ? `\`${value}\`` : value}`),
    `- Who can do this: ${word(item.who)}`,
    ...item.mistakes.map(mistake => `- Take care: ${word(lowerFirst(mistake))}`),
  ]
  return lines.join('\n')
}

function renderLink({ label, address }: { label: string; address: string }, markdown: boolean): string {
  return markdown ? `[${label}](${address})` : `${label}: ${address}`
}

/** A text of the checklist without its emphasis and code marks. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/\*(.+?)\*/g, '$1')
    .replace(/`(.+?)`/g, '$1')
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
