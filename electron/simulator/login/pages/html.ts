import { randomUUID } from 'node:crypto'
import type { Answer } from '../../answer.ts'

/** What a page remembers of the steps before. */
export type Hidden = Readonly<Record<string, string>>

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A page of the sign-in host, marked as simulated. */
export function page(title: string, body: string, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>body{font:16px/1.5 system-ui,sans-serif;margin:10vh auto;max-width:28rem;padding:0 1rem;color-scheme:light dark}button{font:inherit;margin:.25rem .5rem .25rem 0;padding:.4rem 1rem}input{font:inherit}small{opacity:.7}</style></head><body><small>Simulated sign-in</small><h1>${escaped(title)}</h1>${body}</body></html>`,
  }
}

/** A form that comes back to the same address. */
export function form(hidden: Hidden, content: string): string {
  const fields = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  return `<form method="post">${fields.join('')}${content}</form>`
}

/** A refusal that stays on the page, since nobody may be sent back to an address that is not trusted. */
export function errorPage(number: number, sentence: string): Answer {
  const ids = `Correlation ID: ${randomUUID()} Timestamp: ${new Date().toISOString().slice(0, 19)}Z`
  return page(
    'Sorry, but we’re having trouble signing you in.',
    `<p>AADSTS${number}: ${escaped(sentence)}</p><p><small>${ids}</small></p>`,
    400,
  )
}

/** Sends the browser back to the app with fields: in the address, or as a form that submits itself. */
export function sendBack(redirectUri: string, fields: Hidden, mode: string): Answer {
  if (mode !== 'form_post') {
    const target = new URL(redirectUri)
    for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, value)
    return { status: 302, headers: { location: target.href }, body: '' }
  }
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  return page(
    'Working…',
    `<form method="post" action="${escaped(redirectUri)}">${inputs.join('')}<noscript><button>Continue</button></noscript></form><script>document.forms[0].submit()</script>`,
  )
}
