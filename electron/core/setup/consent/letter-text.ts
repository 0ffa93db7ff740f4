import type { HandOver } from '../../../contract/setup/setup.ts'
import { escapedMarkup, pageStyle } from '../handover-page.ts'
import type { ConsentLetter } from './letter.ts'

/** The letter as the text of an e-mail, as Markdown, or as a page to print. */
export function renderConsentLetter(letter: ConsentLetter, format: 'text' | 'markdown' | 'html'): HandOver {
  const text = format === 'html' ? page(letter) : message(letter, format === 'markdown')
  return { subject: letter.heading, text }
}

function message(letter: ConsentLetter, markdown: boolean): string {
  const { heading, opening, steps, link, permissions, kept, closing } = letter
  const code = (text: string) => (markdown ? `\`${text}\`` : text)
  return `${[
    ...(markdown ? [`# ${heading}`] : []),
    `Hello,\n\n${opening}`,
    steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
    markdown ? `[${link.label}](${link.address})` : `${link.label}:\n${link.address}`,
    ...permissions.map(({ name, why, reads }) => `- ${code(name)}\n  ${why}\n  ${reads}`),
    kept,
    closing,
  ].join('\n\n')}\n`
}

function page({ heading, opening, steps, link, permissions, kept, closing }: ConsentLetter): string {
  const escaped = escapedMarkup
  const rows = permissions.map(
    ({ name, why, reads }) =>
      `<section><h2 class="box"><code>${escaped(name)}</code></h2><p>${escaped(why)}<br>${escaped(reads)}</p></section>`,
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(heading)}</title>
<style>${pageStyle}</style>
<h1>${escaped(heading)}</h1>
<p>Hello,</p>
<p>${escaped(opening)}</p>
<ol>${steps.map(step => `<li>${escaped(step)}</li>`).join('')}</ol>
<p><a href="${escaped(link.address)}">${escaped(link.label)}</a></p>
${rows.join('\n')}
<p>${escaped(kept)}</p>
<p>${escaped(closing)}</p>
</html>
`
}
