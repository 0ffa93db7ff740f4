/**
 * Puts a text into the clipboard. The desktop app grants its page no permission at all, the one to write the clipboard included; what
 * works there is the older command, which copies what is selected while a person presses a button.
 *
 * @throws Error when neither way is open
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch (cause) {
    if (!copyBySelection(text)) throw new Error('The text could not be copied.', { cause })
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.setAttribute('aria-hidden', 'true')
  field.className = 'offscreen'
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  // Selecting took the focus away from the button that was pressed.
  if (before instanceof HTMLElement) before.focus()
  return isCopied
}
