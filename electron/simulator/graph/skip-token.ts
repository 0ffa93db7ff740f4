/** Where a listing goes on. Opaque to clients, as Graph's are. */
export type SkipToken =
  /** Plain listings: the next index. */
  | { readonly kind: 'index'; readonly next: number }
  /** Filtered or ordered listings: the next place in the sorted directory. */
  | { readonly kind: 'place'; readonly next: number; readonly version: number }
  | {
      readonly kind: 'delta'
      readonly next: number
      readonly since: number
      readonly until: number
      readonly day: number
      readonly select: readonly string[]
    }

/** A delta token: changes after `since` are told. */
export type DeltaToken = {
  readonly kind: 'deltaToken'
  readonly since: number
  readonly day: number
  readonly select: readonly string[]
}

const mark = 'm~'

/** Packs a token; the same content always gives the same text. */
export function packToken(token: SkipToken | DeltaToken): string {
  return Buffer.from(mark + JSON.stringify(token)).toString('base64url')
}

/** Unpacks a token, or null when it is not one of ours. */
export function unpackToken(text: string): SkipToken | DeltaToken | null {
  const plain = Buffer.from(text, 'base64url').toString('utf8')
  if (!plain.startsWith(mark)) return null
  try {
    // Only `packToken` writes the mark, so the shape is known.
    return JSON.parse(plain.slice(mark.length))
  } catch {
    return null
  }
}
