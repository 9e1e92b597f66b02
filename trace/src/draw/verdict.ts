import type { Call } from '../call.ts'
import type { Glyphs } from './glyphs.ts'
import { oneLine } from './text.ts'

/**
 * Says in a word how a call ended; `''` for `ok`.
 *
 * `404`, `✕ aborted`, `✕ timed out`, `! ECONNREFUSED`, `… pending`.
 */
export function verdictOf(call: Call, { signs, ascii }: Glyphs): string {
  const { outcome, error, status = 'HTTP error' } = call
  if (outcome === 'ok') return ''
  if (outcome === 'http-error') return String(status)
  const words = {
    aborted: error?.startsWith('TimeoutError') ? 'timed out' : 'aborted',
    pending: 'pending',
    'network-error': oneLine(reasonOf(error), ascii),
  }
  return `${signs[outcome]} ${words[outcome]}`
}

/** The code at the end of a network error, `(ECONNRESET)`, or its message without the class. */
function reasonOf(error = 'network error'): string {
  return /\((\w+)\)$/u.exec(error)?.[1] ?? error.replace(/^\w*Error: /u, '')
}
