/** The few pages that the person's browser sees of this program. */
export type LoopbackPage = 'done' | 'refused' | 'over' | 'notHere'

const texts: Readonly<Record<LoopbackPage, { title: string; sentence: string }>> = {
  done: {
    title: 'M365 Connector has the answer',
    sentence: 'You can close this page and return to M365 Connector.',
  },
  refused: {
    title: 'Microsoft did not agree',
    sentence: 'M365 Connector says why and what to do. You can close this page.',
  },
  over: {
    title: 'Nothing is waited for here any more',
    sentence: 'The answer came already. Return to M365 Connector, and start again there if need be.',
  },
  notHere: {
    title: 'This is not the answer that M365 Connector waits for',
    sentence: 'Return to M365 Connector and open the page from there.',
  },
}

/**
 * No page of ours loads anything, may be framed, or leaves an address behind. The style is the only thing
 * that its policy lets through.
 */
export const loopbackHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
}

/** The page as HTML. Nothing of what a request says is in it. */
export function loopbackPage(page: LoopbackPage): string {
  const { title, sentence } = texts[page]
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}main{margin:15vh auto 0;max-width:32rem;padding:0 1.5rem}h1{font-size:1.375rem;line-height:1.3}</style></head><body><main><h1>${title}</h1><p>${sentence}</p></main></body></html>
`
}
