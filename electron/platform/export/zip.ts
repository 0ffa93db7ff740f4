import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

/** Writes the entries of a ZIP file one after another. */
export type ZipWriter = {
  add(name: string, chunks: Iterable<string>): Promise<void>
  /** Writes the directory at the end of the file; nothing can be added afterwards. */
  finish(): Promise<void>
}

type Entry = { name: Buffer; checksum: number; packed: number; plain: number; offset: number }

/** Half the time of the usual level, for files that are a tenth bigger. */
const compressionLevel = 3
const localSignature = 0x04034b50
const centralSignature = 0x02014b50
const endSignature = 0x06054b50
/** Deflate and UTF-8 names (APPNOTE.TXT 4.4.4 and 4.4.5). */
const version = 20
const utf8Names = 0x0800
const deflated = 8
/** The 1st of January 1980: an export needs no date of its own, and the same rows give the same bytes. */
const noDate = 0x0021
const maxSize = 0xffff_ffff

/**
 * Starts a ZIP file in an empty file. Entries are compressed off the main thread as they are made; their
 * sizes are filled in afterwards, so that nothing is kept in memory and every program can read the file
 * from its start.
 */
export function createZipWriter(file: FileHandle): ZipWriter {
  const entries: Entry[] = []
  let position = 0
  const append = async (bytes: Uint8Array): Promise<void> => {
    await writeAll(file, bytes, position)
    position += bytes.length
  }
  return {
    add: async (name, chunks) => {
      const entry: Entry = { name: Buffer.from(name), checksum: 0, packed: 0, plain: 0, offset: position }
      await append(localHeader(entry))
      const deflate = createDeflateRaw({ level: compressionLevel })
      const feeding = pipeline(Readable.from(measured(chunks, entry)), deflate)
      // The loop below meets the same failure and throws it; without this it would count as unhandled until
      // then.
      feeding.catch(() => undefined)
      for await (const piece of deflate) {
        await append(piece)
        entry.packed += piece.length
      }
      await feeding
      if (Math.max(entry.plain, position) > maxSize) throw new Error('The ZIP file would grow past 4 GiB.')
      await writeAll(file, localHeader(entry), entry.offset)
      entries.push(entry)
    },
    finish: async () => {
      const start = position
      for (const entry of entries) await append(centralHeader(entry))
      await append(endOfDirectory(entries.length, position - start, start))
    },
  }
}

function* measured(chunks: Iterable<string>, entry: Entry): Generator<Buffer> {
  for (const chunk of chunks) {
    const bytes = Buffer.from(chunk)
    entry.checksum = crc32(bytes, entry.checksum)
    entry.plain += bytes.length
    yield bytes
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

function localHeader({ name, checksum, packed, plain }: Entry): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(localSignature, 0)
  header.writeUInt16LE(version, 4)
  writeCommon(header, 6, { checksum, packed, plain, name })
  return Buffer.concat([header, name])
}

function centralHeader({ name, checksum, packed, plain, offset }: Entry): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(centralSignature, 0)
  header.writeUInt16LE(version, 4)
  header.writeUInt16LE(version, 6)
  writeCommon(header, 8, { checksum, packed, plain, name })
  header.writeUInt32LE(offset, 42)
  return Buffer.concat([header, name])
}

/** The fields that both headers share, in the same order. */
function writeCommon(header: Buffer, at: number, entry: Omit<Entry, 'offset'>): void {
  header.writeUInt16LE(utf8Names, at)
  header.writeUInt16LE(deflated, at + 2)
  header.writeUInt16LE(0, at + 4)
  header.writeUInt16LE(noDate, at + 6)
  header.writeUInt32LE(entry.checksum, at + 8)
  header.writeUInt32LE(entry.packed, at + 12)
  header.writeUInt32LE(entry.plain, at + 16)
  header.writeUInt16LE(entry.name.length, at + 20)
}

function endOfDirectory(count: number, size: number, start: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(endSignature, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(start, 16)
  return end
}
