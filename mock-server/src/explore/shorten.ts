import { followLoosely } from './picks.ts'
import { playOrder, type Played, type Subject } from './play-order.ts'
import { deviations } from './schedule.ts'

/** How many orders are played to shorten one. */
const MOST_TRIES = 200

/**
 * Makes an order that breaks the property shorter: it takes back one choice after another that differs
 * from the order of sending, as long as the property stays broken.
 */
export async function shorten<T>(
  subject: Subject<T>,
  found: Played<T>,
  breaks: (played: Played<T>) => boolean,
): Promise<Played<T>> {
  let shortest = found
  let tries = 0
  for (let at = 0; at < shortest.choices.length && tries < MOST_TRIES; at += 1) {
    if (shortest.choices[at]!.taken === 0) continue
    tries += 1
    const taken = shortest.choices.map((choice, i) => (i === at ? 0 : choice.taken))
    const played = await playOrder(subject, followLoosely(taken))
    const isShorter = deviations(played.choices) < deviations(shortest.choices)
    if (!isShorter || !breaks(played)) continue
    shortest = played
    // What could not be taken back before may be possible now.
    at = -1
  }
  return shortest
}
