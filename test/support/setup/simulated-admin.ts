import { Agent, request } from 'undici'
import type { Simulator } from '../../../electron/simulator/index.ts'
import { type Visited, visit } from './browser-visit.ts'

/** Who signs in, and what they press on the page that asks for permissions. */
export type Admin = {
  /** The part before the @: `admin`, `roles`, `apps`, `developer` or `user`. */
  who?: string
  answer?: 'accept' | 'cancel'
  /** Entered on the page of a sign-in on another device. */
  userCode?: string
}

type Page = { status: number; location: string | null; text: string }

/** Where the walk over the pages ended: at the app's own listener, or on a page that leads nowhere. */
export type WalkEnd =
  | { kind: 'returned'; address: string; reply: Visited }
  | { kind: 'stayed'; status: number; text: string }

const maxPages = 10

/**
 * Plays a person in the browser on the simulated pages, from an address that the app has given to the answer
 * at its loopback listener. Every form is filled in and sent as a browser would.
 */
export async function playAdmin(tenant: Simulator, address: string, admin: Admin = {}): Promise<WalkEnd> {
  const dispatcher = new Agent({ connect: { ca: tenant.caPem } })
  const ask = async (url: string, body: string | null): Promise<Page> => {
    const reply = await request(url, {
      dispatcher,
      method: body === null ? 'GET' : 'POST',
      ...(body === null ? {} : { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    })
    const { location } = reply.headers
    return {
      status: reply.statusCode,
      location: typeof location === 'string' ? location : null,
      text: await reply.body.text(),
    }
  }
  try {
    let page = await ask(address, null)
    for (let pages = 0; pages < maxPages; pages += 1) {
      const end = await endOf(page)
      if (end !== null) return end
      const form = filledIn(page.text, tenant.domain, admin)
      if (form === null) return { kind: 'stayed', status: page.status, text: page.text }
      page = await ask(address, form)
    }
    throw new Error('The pages do not come to an end.')
  } finally {
    await dispatcher.close()
  }
}

async function endOf({ location, text }: Page): Promise<WalkEnd | null> {
  if (location !== null) return { kind: 'returned', address: location, reply: await visit(location) }
  const [, action] = /<form method="post" action="(http:[^"]+)">/.exec(text) ?? []
  if (action === undefined) return null
  const body = new URLSearchParams(hiddenIn(text)).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { kind: 'returned', address: action, reply: await visit(action, { method: 'POST', headers, body }) }
}

/** The fields of the page's last form, filled in by what the page is about; null where there is none. */
function filledIn(text: string, domain: string, { who = 'admin', answer = 'accept', userCode }: Admin) {
  const title = /<h1>([^<]*)<\/h1>/.exec(text)?.[1] ?? ''
  const own: Record<string, Record<string, string>> = {
    'Pick an account': { user: `${who}@${domain}` },
    'Enter password': { password: 'a-password' },
    'Approve sign in request': { factor: 'approved' },
    'Permissions requested': { answer },
    'Are you trying to sign in?': { answer },
    'Need admin approval': { answer: 'cancel' },
    'Enter code to allow access': { code: userCode ?? '' },
  }
  const fields = own[title]
  if (fields === undefined || !text.includes('<form')) return null
  return new URLSearchParams({ ...hiddenIn(text), ...fields }).toString()
}

function hiddenIn(text: string): Record<string, string> {
  const found = text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, unescaped(value)]))
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
