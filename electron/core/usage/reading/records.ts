import Papa from 'papaparse'
import { unclosedQuote } from './refusals.ts'

/** A record that is longer, in UTF-16 units, is a quotation mark that nobody closed. */
const maxRecordLength = 1024 * 1024

/**
 * Turns the bytes of a CSV document, as they arrive, into records. Commas separate fields, LF or CRLF ends a
 * record, and a field in quotes may hold all of them.
 */
export class CsvRecords {
  /** Whether a line end followed the last record; without one it reaches the end of the document. */
  hasLineEnd = true
  /** What has arrived and was not part of a whole record yet. */
  unread = ''
  // The first byte order mark is left out, and what is no UTF-8 becomes the replacement character.
  readonly #decoder = new TextDecoder()
  readonly #parser = new Papa.Parser({ delimiter: ',', newline: '\n' })

  /** Takes more bytes in, which are not needed any more afterwards. */
  add(bytes: Uint8Array): void {
    this.unread += this.#decoder.decode(bytes, { stream: true })
  }

  /** The document has ended: the last record needs no line end. */
  end(): void {
    this.unread += this.#decoder.decode()
    this.hasLineEnd = this.unread === ''
    if (!this.hasLineEnd) this.unread += '\n'
  }

  /**
   * The whole records among what is unread. A carriage return at the end of a record's last field belongs to
   * the line end.
   *
   * @throws AppError `invalidAnswer` when a record takes up too much or the document ends inside quotes: all
   * rows since the opening one would silently be one field.
   */
  take(): string[][] {
    // Wherever one may be, and not only where the library stumbles: whether it does depends on how much has
    // arrived.
    if (oddQuotes.test(this.unread)) this.unread = repairQuotes(this.unread)
    const parsed = this.#parser.parse(this.unread, 0, true)
    this.unread = this.unread.slice(parsed.meta.cursor)
    if (this.unread.length > maxRecordLength || (!this.hasLineEnd && this.unread !== ''))
      throw unclosedQuote()
    return parsed.data
  }
}

/**
 * What may be a field in quotes with more behind them than blanks. It may be within a field as well; but no
 * field that has to be repaired goes unseen.
 */
const oddQuotes = /(?:^|[,\n])"[^"]*(?:""[^"]*)*"(?!")[^\S\n]*[^\s,]/

/** One field with what ends it; of a field in quotes what is inside, and what stands behind them. */
const endedField = /(?:"([^"]*(?:""[^"]*)*)"(?!")([^,\n]*)|[^",\n][^,\n]*|)([,\n])/gy

/**
 * Puts whole fields in quotes of which only the beginning is, such as `"Bo" Berg`, which becomes the text
 * `Bo Berg`: the library would look for a better closing quote in the rows that follow.
 */
function repairQuotes(records: string): string {
  return records.replace(
    endedField,
    (whole, inside: string | undefined, behind: string | undefined, end: string) =>
      inside === undefined || behind === undefined || behind.trim() === ''
        ? whole
        : `"${inside}${behind.replaceAll('"', '""')}"${end}`,
  )
}
