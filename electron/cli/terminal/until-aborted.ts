/** Resolves when the signal fires, at once when it has. Keeps the program alive until then. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const longTime = 2 ** 30
    const alive = setInterval(() => undefined, longTime)
    signal.addEventListener(
      'abort',
      () => {
        clearInterval(alive)
        resolve()
      },
      { once: true },
    )
  })
}
