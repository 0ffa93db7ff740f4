import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'

export type TestProxy = {
  url: string
  /**
   * The `host:port` of every tunnel that was asked for, and the address of everything that was asked for
   * without one.
   */
  tunnels: string[]
  close(): Promise<void>
}

/** A proxy on loopback that opens tunnels, or answers CONNECT with the status it is given. */
export async function startConnectProxy(options: { refuseWith?: number } = {}): Promise<TestProxy> {
  const tunnels: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer()
  server.on('connection', socket => sockets.add(socket))
  server.on('request', (request, response) => {
    tunnels.push(request.url ?? '')
    response.writeHead(403).end()
  })
  server.on('connect', (request, client) => {
    tunnels.push(request.url ?? '')
    client.on('error', () => client.destroy())
    if (options.refuseWith !== undefined) {
      client.end(`HTTP/1.1 ${options.refuseWith} Refused\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const port = Number((request.url ?? '').split(':')[1])
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    sockets.add(upstream)
    upstream.on('error', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    tunnels,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
