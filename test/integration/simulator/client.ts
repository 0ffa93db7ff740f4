import { Agent, request } from 'undici'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../electron/simulator/index.ts'

export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** A plain client of a running simulator, with a token of its own. */
export type Client = {
  readonly simulator: Simulator
  get(address: string, headers?: Record<string, string>): Promise<Reply>
  send(
    method: 'POST' | 'PATCH',
    address: string,
    body: string,
    headers?: Record<string, string>,
  ): Promise<Reply>
  /** A Graph path below `/v1.0`, or a full address, with the token. */
  graph(path: string, headers?: Record<string, string>): Promise<Reply>
  /** The CSV of a report, over the redirect, without its byte order mark. */
  report(path: string): Promise<string>
  /** Every item of a listing, page by page. */
  list(path: string, headers?: Record<string, string>): Promise<Item[]>
  /** Forgets the token and takes a new one. */
  signIn(): Promise<void>
  close(): Promise<void>
}

export type Item = Record<string, unknown> & { id: string }

export function form(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString()
}

/** The JSON of a reply, as a record. */
export function body(reply: Reply): Record<string, unknown> {
  const value: unknown = JSON.parse(reply.text)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** The `error` object of Graph. */
export function graphErrorOf(reply: Reply): { code: string; message: string } {
  const { error } = JSON.parse(reply.text)
  return error
}

/** A new token for the simulator, as the Authorization header carries it. */
export async function bearer({ simulator, send }: Pick<Client, 'simulator' | 'send'>): Promise<string> {
  const { loginUrl, tenantId, clientId, clientSecret, graphUrl } = simulator
  const fields = {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'client_credentials',
    scope: `${graphUrl}/.default`,
  }
  const address = `${loginUrl}/${tenantId}/oauth2/v2.0/token`
  const reply = await send('POST', address, form(fields), {
    'content-type': 'application/x-www-form-urlencoded',
  })
  return `Bearer ${body(reply)['access_token']}`
}

export async function startClient(options: SimulatorOptions = {}): Promise<Client> {
  const simulator = await startSimulator({ people: 300, today: '2026-11-23', ...options })
  const agent = new Agent({ connect: { ca: simulator.caPem }, pipelining: 1 })
  let authorization = ''
  const ask = async (
    method: 'GET' | 'POST' | 'PATCH',
    address: string,
    headers: Record<string, string>,
    text?: string,
  ) => {
    const reply = await request(address, {
      dispatcher: agent,
      method,
      headers,
      ...(text === undefined ? {} : { body: text }),
    })
    return {
      status: reply.statusCode,
      headers: reply.headers,
      text: Buffer.from(await reply.body.arrayBuffer()).toString('utf8'),
    }
  }
  const client: Client = {
    simulator,
    get: (address, headers = {}) => ask('GET', address, headers),
    send: (method, address, text, headers = {}) => ask(method, address, headers, text),
    graph: (path, headers = {}) => {
      const address = path.startsWith('https:') ? path : `${simulator.graphUrl}/v1.0${path}`
      return ask('GET', address, { authorization, ...headers })
    },
    report: async path => {
      const first = await client.graph(path)
      const reply = first.status === 302 ? await ask('GET', String(first.headers['location']), {}) : first
      if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`)
      return reply.text.replace(/^\ufeff/, '')
    },
    list: async (path, headers = {}) => {
      const items: Item[] = []
      for (let next: string | undefined = path; next !== undefined; ) {
        const reply = await client.graph(next, headers)
        if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`)
        const page: { value: Item[]; '@odata.nextLink'?: string } = JSON.parse(reply.text)
        items.push(...page.value)
        next = page['@odata.nextLink']
      }
      return items
    },
    signIn: async () => {
      authorization = await bearer(client)
    },
    close: async () => {
      await agent.destroy()
      await simulator.close()
    },
  }
  await client.signIn()
  return client
}
