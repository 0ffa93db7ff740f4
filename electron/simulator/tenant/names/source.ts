/** Where a part of the staff comes from. `given` and `surnames` are lists separated by blanks. */
export type NameSource = {
  readonly country: string
  /** ISO 3166 country code, also the usage location. */
  readonly code: string
  readonly language: string
  readonly cities: readonly string[]
  /** A name is `written` or `written/mail`. */
  readonly given: string
  readonly surnames: string
  readonly order?: 'surnameFirst'
  /** Surname and given name are written without a blank. */
  readonly joined?: true
}
