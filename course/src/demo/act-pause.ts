import type { Screen } from '../ui/screen.ts'
import { dim } from '../ui/style.ts'

/** Waits until the audience has seen an act; `next` says what Space goes on to. */
export type ActPause = (next: 'next act' | 'the answers') => Promise<void>

/**
 * Waits for a key after each act, so that its picture can be compared with the next one. After `q` it
 * waits no more.
 *
 * @param quit Called on Ctrl-C.
 */
export function actPause(screen: Screen, quit: () => void): ActPause {
  let waits = true
  return async (next) => {
    if (!waits) return
    const q = next === 'next act' ? "   q: don't stop again" : ''
    const key = await screen.keyAfter(dim(`Space: ${next}${q}   Ctrl-C: quit`))
    if (key === 'quit') quit()
    waits = key !== 'q'
  }
}
