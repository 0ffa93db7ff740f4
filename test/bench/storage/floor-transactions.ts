/** Transactions of about the same number of bytes, whatever is read in them. */
export type Transactions = {
  /** To be called before what so many bytes held is inserted. */
  take(bytes: number): void
  end(): void
}
