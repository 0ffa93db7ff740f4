const known = new Set(Intl.supportedValuesOf('currency'))

/** Whether a text is a currency of ISO 4217 in capital letters, for instance `EUR`. */
export function isCurrency(code: string): boolean {
  return known.has(code)
}
