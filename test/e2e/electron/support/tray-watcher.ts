import { connect, type Socket } from 'node:net'

/**
 * A desktop's tray, as far as an app asks for it: the owner of `org.kde.StatusNotifierWatcher` on the session
 * bus.
 */
export type TrayWatcher = { close(): void }

const name = 'org.kde.StatusNotifierWatcher'
const bus = 'org.freedesktop.DBus'
const messageType = { call: 1, return: 2 } as const
const field = {
  path: 1,
  interface: 2,
  member: 3,
  replySerial: 5,
  destination: 6,
  sender: 7,
  signature: 8,
} as const

/** Whether there is a session bus whose socket a test can open. */
export function hasSessionBus(): boolean {
  return /unix:(path|abstract)=/.test(process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
}

/**
 * Takes the watcher's name and answers that something shows tray icons. It speaks just enough of the D-Bus
 * wire protocol (the freedesktop specification, little-endian): every call but the reading of a property gets
 * an empty answer.
 */
export async function startTrayWatcher(): Promise<TrayWatcher> {
  const socket = connect(socketPath(process.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''))
  await authenticate(socket)
  const owned = Promise.withResolvers<void>()
  let pending: Buffer = Buffer.alloc(0)
  socket.on('data', chunk => {
    pending = Buffer.concat([pending, chunk])
    for (let message = readMessage(pending); message !== null; message = readMessage(pending)) {
      pending = pending.subarray(message.size)
      if (message.type === messageType.return && message.replySerial === 2) owned.resolve()
      if (message.type === messageType.call) socket.write(answerTo(message))
    }
  })
  socket.on('error', error => owned.reject(error))
  const toBus: Field[] = [
    [field.path, 'o', '/org/freedesktop/DBus'],
    [field.interface, 's', bus],
    [field.destination, 's', bus],
  ]
  socket.write(message(messageType.call, 1, [...toBus, [field.member, 's', 'Hello']], Buffer.alloc(0)))
  const wanted = Buffer.concat([text(name), padding(4 + name.length + 1, 4), number(0)])
  const request: Field[] = [...toBus, [field.member, 's', 'RequestName'], [field.signature, 'g', 'su']]
  socket.write(message(messageType.call, 2, request, wanted))
  await owned.promise
  return { close: () => socket.destroy() }
}

function socketPath(address: string): string {
  const [, kind, path = ''] = /unix:(path|abstract)=([^,;]+)/.exec(address) ?? []
  return kind === 'abstract' ? `\0${path}` : path
}

async function authenticate(socket: Socket): Promise<void> {
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`)
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('data', line =>
      line.toString().startsWith('OK') ? resolve() : reject(new Error(line.toString())),
    )
  })
  socket.write('BEGIN\r\n')
}

type Field = readonly [code: number, type: 'o' | 's' | 'g' | 'u', value: string | number]
type Incoming = {
  size: number
  type: number
  serial: number
  replySerial: number
  member: string
  sender: string
}

function answerTo({ serial, member, sender }: Incoming): Buffer {
  const head: Field[] = [
    [field.replySerial, 'u', serial],
    [field.destination, 's', sender],
  ]
  if (member !== 'Get') return message(messageType.return, serial + 100, head, Buffer.alloc(0))
  // A variant that holds the boolean true.
  const body = Buffer.concat([Buffer.from([1, 0x62, 0, 0]), number(1)])
  return message(messageType.return, serial + 100, [...head, [field.signature, 'g', 'v']], body)
}

function message(type: number, serial: number, fields: readonly Field[], body: Buffer): Buffer {
  let list = Buffer.alloc(0)
  for (const [code, kind, value] of fields) {
    // Each field is a structure, which begins at a multiple of eight.
    const start = Buffer.concat([
      list,
      padding(list.length, 8),
      Buffer.from([code, 1, kind.charCodeAt(0), 0]),
    ])
    const encoded = typeof value === 'number' ? number(value) : kind === 'g' ? signature(value) : text(value)
    list = Buffer.concat([start, encoded])
  }
  const fixed = Buffer.concat([
    Buffer.from([0x6c, type, 0, 1]),
    number(body.length),
    number(serial),
    number(list.length),
  ])
  return Buffer.concat([fixed, list, padding(fixed.length + list.length, 8), body])
}

/** The first whole message of what has come; null while it is not whole. */
function readMessage(bytes: Buffer): Incoming | null {
  if (bytes.length < 16) return null
  const end = 16 + bytes.readUInt32LE(12)
  const size = end + padding(end, 8).length + bytes.readUInt32LE(4)
  if (bytes.length < size) return null
  const found = new Map<number, string | number>()
  for (let at = 16; at < end; ) {
    at += padding(at, 8).length
    const code = bytes.readUInt8(at)
    const kind = String.fromCharCode(bytes.readUInt8(at + 2))
    at += 4
    const length = kind === 'g' ? bytes.readUInt8(at) : bytes.readUInt32LE(at)
    const from = at + (kind === 'g' ? 1 : 4)
    found.set(code, kind === 'u' ? length : bytes.toString('utf8', from, from + length))
    at = kind === 'u' ? from : from + length + 1
  }
  return {
    size,
    type: bytes.readUInt8(1),
    serial: bytes.readUInt32LE(8),
    replySerial: Number(found.get(field.replySerial) ?? 0),
    member: String(found.get(field.member) ?? ''),
    sender: String(found.get(field.sender) ?? ''),
  }
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function text(value: string): Buffer {
  return Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(`${value}\0`)])
}

function signature(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(`${value}\0`)])
}

function padding(length: number, to: number): Buffer {
  return Buffer.alloc((to - (length % to)) % to)
}
