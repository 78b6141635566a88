/** Gives `ask` a signal that ends after `patienceMs` or when `leaving` does. Office browsers are older than AbortSignal.any and .timeout. */
export async function withPatience<T>(patienceMs: number, ask: (signal: AbortSignal) => Promise<T>, leaving?: AbortSignal): Promise<T> {
  const controller = new AbortController()
  const stop = () => controller.abort()
  const timer = setTimeout(stop, patienceMs)
  leaving?.addEventListener('abort', stop)
  try {
    return await ask(controller.signal)
  } finally {
    clearTimeout(timer)
    leaving?.removeEventListener('abort', stop)
  }
}
