/** What a program that understands tables takes instead of the plain text. */
export type CopiedTable = { text: string; html: string }

/**
 * Puts a text into the clipboard. The desktop app grants its page no permission at all, the one to write the
 * clipboard included; what works there is the older command, which copies what is selected while a person
 * presses a button.
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

/**
 * Puts a table into the clipboard, as cells for a workbook or a mail and as plain text for everything else.
 *
 * @throws Error when the clipboard is closed to the page
 */
export async function copyTable({ text, html }: CopiedTable): Promise<void> {
  const take = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/html', html)
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', take, { once: true })
  try {
    if (!copyBySelection(text)) await copyText(text)
  } finally {
    document.removeEventListener('copy', take)
  }
}

function copyBySelection(text: string): boolean {
  // A window without the older command has the newer one.
  if (typeof document.execCommand !== 'function') return false
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
