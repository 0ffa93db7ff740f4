const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const bareGuid = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/

export const zeroGuid = '00000000-0000-0000-0000-000000000000'

/** Whether the text is a GUID with its dashes, in lower case. */
export function isGuid(text: string): boolean {
  return guid.test(text)
}

/**
 * A GUID in its usual form, dashes added where they were left out; null when the text is none. Expects lower
 * case.
 */
export function asGuid(text: string): string | null {
  if (isGuid(text)) return text
  return bareGuid.test(text) ? text.replace(bareGuid, '$1-$2-$3-$4-$5') : null
}
