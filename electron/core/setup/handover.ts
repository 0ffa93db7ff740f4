import { plainText, type TextRun, textRuns } from '../../contract/setup/rich-text.ts'
import type { HandOver, SetupItem } from '../../contract/setup/setup.ts'
import { lowerFirst, titleOf } from './checklist.ts'
import { escapedMarkup, pageStyle } from './handover-page.ts'

type HandOverSubject = {
  items: readonly SetupItem[]
  format: 'text' | 'markdown' | 'html'
  /** Who is asked for it, for instance the organisation; null leaves it out. */
  organisation: string | null
  /** Known already and worth sending along; never a secret. */
  tenantId: string | null
  clientId: string | null
}

/** A message that hands steps over: what it says around them. */
type Letter = {
  heading: string
  intro: string
  closing: string
  known: readonly { label: string; value: string }[]
  items: readonly SetupItem[]
}

const intro =
  'please set up the connector that lets M365 Connector read licenses and their usage. It reads only, runs on a computer of ours, and sends nothing anywhere but to Microsoft.'
const closing =
  'Please send back the tenant ID and the client ID. Do not send the secret by e-mail: hand it over in person, or through a password manager.'
const closingOfStep = 'Please tell me when it is done. Do not send any secret by e-mail.'

/** Steps of which the receiver has IDs to send back. */
const givingIds = new Set<string>(['register', 'secret', 'copyIds'])

/** A step, several, or the whole checklist as a message that can be sent to whoever holds the role. */
export function renderHandOver(subject: HandOverSubject): HandOver {
  const letter = letterFor(subject)
  const text =
    subject.format === 'html' ? htmlPage(letter) : plainMessage(letter, subject.format === 'markdown')
  return { subject: subjectLine(letter), text }
}

function letterFor({ items, organisation, tenantId, clientId }: HandOverSubject): Letter {
  const known = [
    { label: 'Directory (tenant) ID', value: tenantId },
    { label: 'Application (client) ID', value: clientId },
  ].flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]))
  return {
    heading: `Set up M365 Connector${organisation === null ? '' : ` for ${organisation}`}`,
    intro,
    closing: items.some(({ id }) => givingIds.has(id)) ? closing : closingOfStep,
    known,
    items,
  }
}

function subjectLine({ heading, items: [only, ...others] }: Letter): string {
  return only === undefined || others.length > 0
    ? heading
    : `${heading}: ${plainText(lowerFirst(only.title))}`
}

function plainMessage(
  { heading, intro: opening, closing: end, known, items }: Letter,
  markdown: boolean,
): string {
  const parts = [
    // Of an e-mail the subject says it already.
    ...(markdown ? [`# ${heading}`] : []),
    `Hello,\n\n${opening}`,
    ...(known.length === 0 ? [] : [known.map(one => valueLine(one, markdown)).join('\n')]),
    ...items.map(item => renderItem(item, markdown)),
    end,
  ]
  return `${parts.join('\n\n')}\n`
}

function renderItem(item: SetupItem, markdown: boolean): string {
  const title = titleOf(item)
  const word = (text: string) => (markdown ? text : plainText(text))
  const lines = [
    markdown ? `## ${title}\n` : `${title}\n${'-'.repeat(title.length)}`,
    ...item.what.map(line => `- ${word(line)}`),
    ...(item.link === null ? [] : [`- ${renderLink(item.link, markdown)}`]),
    ...item.values.map(value => valueLine(value, markdown)),
    `- Who can do this: ${word(item.who)}`,
    ...item.mistakes.map(mistake => `- Take care: ${word(lowerFirst(mistake))}`),
  ]
  return lines.join('\n')
}

function valueLine(
  { label, value, about = '' }: { label: string; value: string; about?: string },
  markdown: boolean,
): string {
  const purpose = about === '' ? '' : ` (${lowerFirst(about.replace(/\.$/, ''))})`
  return `- ${label}: ${markdown ? `\`${value}\`` : value}${purpose}`
}

function renderLink({ label, address }: { label: string; address: string }, markdown: boolean): string {
  return markdown ? `[${label}](${address})` : `${label}: ${address}`
}

/**
 * The message as one page without scripts or anything to load, for a browser or a printer. Each step has a
 * box to tick.
 */
function htmlPage({ heading, intro, closing, known, items }: Letter): string {
  const facts = known.map(
    ({ label, value }) => `<li>${escapedMarkup(label)}: <code>${escapedMarkup(value)}</code></li>`,
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapedMarkup(heading)}</title>
<style>${pageStyle}</style>
<h1>${escapedMarkup(heading)}</h1>
<p>Hello,</p>
<p>${escapedMarkup(intro)}</p>
${facts.length === 0 ? '' : `<ul>${facts.join('')}</ul>\n`}${items.map(section).join('\n')}
<p>${escapedMarkup(closing)}</p>
</html>
`
}

function section(item: SetupItem): string {
  const { what, link, values, who, mistakes } = item
  const lines = [
    ...what.map(marked),
    ...(link === null ? [] : [`<a href="${escapedMarkup(link.address)}">${escapedMarkup(link.label)}</a>`]),
    ...values.map(
      ({ label, value, about }) =>
        `${escapedMarkup(label)}: <code>${escapedMarkup(value)}</code>${about === '' ? '' : `<br>${escapedMarkup(about)}`}`,
    ),
    `Who can do this: ${marked(who)}`,
    ...mistakes.map(mistake => `Take care: ${marked(mistake)}`),
  ]
  return `<section><h2 class="box">${marked(titleOf(item))}</h2><ul>${lines.map(line => `<li>${line}</li>`).join('')}</ul></section>`
}

const elements = { plain: null, strong: 'strong', emphasis: 'em', code: 'code' } as const

function marked(markdown: string): string {
  return textRuns(markdown).map(runOf).join('')
}

function runOf({ kind, text }: TextRun): string {
  const element = elements[kind]
  return element === null ? escapedMarkup(text) : `<${element}>${escapedMarkup(text)}</${element}>`
}
