import { emitKeypressEvents } from 'node:readline'

/** The keyboard of a terminal. */
export type Keyboard = NodeJS.ReadableStream & {
  readonly isRaw: boolean
  readonly setRawMode: (on: boolean) => unknown
}

/**
 * Waits for a key, without echo.
 *
 * @returns The key's name. Q and Escape return `q`. Ctrl-C, Ctrl-D and the end of the input return `quit`.
 */
export function readKey(keyboard: Keyboard = process.stdin): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const onKey = (
    text: string | undefined,
    key: { readonly name?: string; readonly ctrl?: boolean } = {},
  ): void => {
    const name = key.name ?? text ?? ''
    if (key.ctrl && ['c', 'd'].includes(name)) resolve('quit')
    else resolve(['Q', 'escape'].includes(name) ? 'q' : name)
  }
  const onEnd = (): void => resolve('quit')
  emitKeypressEvents(keyboard)
  const wasRaw = keyboard.isRaw
  keyboard.setRawMode(true)
  keyboard.on('keypress', onKey)
  keyboard.once('end', onEnd)
  keyboard.resume()
  return promise.finally(() => {
    keyboard.off('keypress', onKey)
    keyboard.off('end', onEnd)
    keyboard.setRawMode(wasRaw)
    keyboard.pause()
  })
}
