/**
 * A secret or token that cannot reach a log, a JSON text, a window or a worker by accident: every way of
 * turning it into text but {@link Secret.reveal} gives a placeholder, and structured clone drops the private
 * field.
 */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /**
   * The text itself. Only the keychain and the token code may call this; an architecture test keeps the list.
   */
  reveal(): string {
    return this.#text
  }

  toJSON(): string {
    return '[secret]'
  }

  toString(): string {
    return '[secret]'
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]'
  }
}
