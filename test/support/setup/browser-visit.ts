import { request } from 'node:http'

export type Visit = {
  method?: string
  headers?: Record<string, string>
  body?: string
  /** Where to connect; the name of the address by default. */
  host?: string
}
export type Visited = { status: number; headers: Record<string, string>; text: string }

/** Asks a plain address as a browser that goes to a page would, and follows nothing. */
export function visit(
  address: string,
  { method = 'GET', headers = {}, body = '', host }: Visit = {},
): Promise<Visited> {
  const { hostname, port, pathname, search, host: authority } = new URL(address)
  return new Promise((resolve, reject) => {
    const asking = request({
      ...{ host: host ?? hostname, port, path: pathname + search, method },
      headers: {
        host: authority,
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        'sec-fetch-site': 'cross-site',
        ...headers,
      },
    })
    asking.on('error', reject)
    asking.on('response', response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const names = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(names),
          text: Buffer.concat(chunks).toString('utf8'),
        })
      })
    })
    asking.end(body)
  })
}
