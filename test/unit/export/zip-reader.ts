import { crc32, inflateRawSync } from 'node:zlib'

const endSignature = 0x06054b50
const centralSignature = 0x02014b50
const localSignature = 0x04034b50

/**
 * The files of a ZIP by name, read by its directory and checked against its checksums and its local
 * headers.
 */
export function readZip(bytes: Buffer): Record<string, string> {
  const end = bytes.length - 22
  if (bytes.readUInt32LE(end) !== endSignature) throw new Error('The ZIP file has no end.')
  const files: Record<string, string> = {}
  let at = bytes.readUInt32LE(end + 16)
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (bytes.readUInt32LE(at) !== centralSignature) throw new Error('The ZIP directory is broken.')
    const [checksum, packed, plain] = [16, 20, 24].map(offset => bytes.readUInt32LE(at + offset))
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const local = bytes.readUInt32LE(at + 42)
    if (bytes.readUInt32LE(local) !== localSignature || bytes.readUInt32LE(local + 14) !== checksum)
      throw new Error(`The entry ${name} has no header of its own.`)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const content = inflateRawSync(bytes.subarray(start, start + (packed ?? 0)))
    if (content.length !== plain || crc32(content) !== checksum)
      throw new Error(`The entry ${name} is damaged.`)
    files[name] = content.toString('utf8')
    at += 46 + nameLength
  }
  return files
}
