import { type TextRun, textRuns } from '../../contract/setup/rich-text.ts'
import type { SetupItem } from '../../contract/setup/setup.ts'
import { type Letter, titleOf } from './letter.ts'

const style = `body{font:15px/1.5 "Segoe UI",system-ui,sans-serif;max-width:720px;margin:40px auto;padding:0 24px;color:#1b1b1b}
h1{font-size:24px}h2{font-size:17px;margin-top:28px;break-after:avoid}section{break-inside:avoid}
li{margin:4px 0}code{font:13px Consolas,monospace;background:#f0f0f0;padding:1px 4px}
.box::before{content:"";display:inline-block;width:12px;height:12px;border:1px solid #555;margin-right:10px}`

/**
 * The message as one page without scripts or anything to load, for a browser or a printer. Each step has a
 * box to tick.
 */
export function htmlPage({ heading, intro, closing, known, items }: Letter): string {
  const facts = known.map(({ label, value }) => `<li>${escaped(label)}: <code>${escaped(value)}</code></li>`)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(heading)}</title>
<style>${style}</style>
<h1>${escaped(heading)}</h1>
<p>Hello,</p>
<p>${escaped(intro)}</p>
${facts.length === 0 ? '' : `<ul>${facts.join('')}</ul>\n`}${items.map(section).join('\n')}
<p>${escaped(closing)}</p>
</html>
`
}

function section(item: SetupItem): string {
  const { what, link, values, who, mistakes } = item
  const lines = [
    ...what.map(marked),
    ...(link === null ? [] : [`<a href="${escaped(link.address)}">${escaped(link.label)}</a>`]),
    ...values.map(
      ({ label, value, about }) =>
        `${escaped(label)}: <code>${escaped(value)}</code>${about === '' ? '' : `<br>${escaped(about)}`}`,
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
  return element === null ? escaped(text) : `<${element}>${escaped(text)}</${element}>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
