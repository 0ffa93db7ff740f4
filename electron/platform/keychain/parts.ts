/** Windows stores at most 2,560 bytes per credential; an RSA key of 4,096 bits has 3,272 as PEM text. */
const partBytes = 2400
const marker = /^m365-connector-parts:(\d{1,2})\n/

/** The text in pieces that each platform can store. The first names their number, unless it is the only one. Expects ASCII for more than one. */
export function splitParts(text: string): [string, ...string[]] {
  if (Buffer.byteLength(text) <= partBytes) return [text]
  const pieces: string[] = []
  for (let start = 0; start < text.length; start += partBytes)
    pieces.push(text.slice(start, start + partBytes))
  const [first = '', ...rest] = pieces
  return [`m365-connector-parts:${pieces.length}\n${first}`, ...rest]
}

/** How many pieces there are, told from the first one; 0 without it. */
export function partCount(head: string | null): number {
  if (head === null) return 0
  return Number(marker.exec(head)?.[1] ?? 1)
}

/** The text of all pieces in their order. */
export function joinParts(parts: readonly string[]): string {
  return parts.join('').replace(marker, '')
}

/** The account under which piece 1, 2, … is stored; piece 0 has the connector's own. */
export function partAccount(connectorId: string, index: number): string {
  return `${connectorId} part ${index + 1}`
}
