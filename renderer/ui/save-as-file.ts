/** Hands a text to the browser's own download, so that the person says where it goes. */
export function saveAsFile(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has read the text by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
