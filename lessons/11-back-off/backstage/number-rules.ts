import { shown } from '@overlap/scenarios'
import {
  drawWaits,
  isNear,
  msText,
  say,
  settingsOf,
  type Backoff,
  type Drawn,
  type Scene,
} from './draw-wait.ts'

/** A wait is a number: no promise, and not NaN. */
export function judgeNumber(backoff: Backoff, scene: Scene, ms: unknown): void {
  const { attempt } = scene
  const seen = `The wait after attempt ${attempt} was ${shown(ms)}`
  say(
    ms instanceof Promise,
    `${seen}. Return a number of ms, without \`async\`: lesson 10's \`retry\` does the waiting.`,
  )
  say(typeof ms !== 'number', `${seen}. Return a number of ms.`)
  if (!Number.isNaN(ms)) return
  const error = { headers: new Headers({ 'retry-after': '3' }) }
  const [asked] = drawWaits(backoff, scene, [[attempt, error]], [scene.share]).waits
  say(
    typeof asked === 'number' && asked >= 0,
    `${seen}. With an error whose headers have \`Retry-After: 3\`, the wait was ${msText(asked)}. Without a ` +
      '`Retry-After`, return your own wait alone: a number plus `undefined` is `NaN`.',
  )
  say(
    true,
    `${seen}, which isn't a number of ms. Look for a part of the formula that is \`undefined\`.`,
  )
}

/**
 * One random number makes one wait.
 *
 * @param two - two waits, drawn while `random` returns 0.25 and then 0.75
 */
export function judgeOneNumber(two: Drawn, waitFor: (part: number) => number): void {
  const isOff = [0.25, 0.75].some(
    (part, i) => ![part, 1 - part].some((each) => isNear(two.waits[i], waitFor(each))),
  )
  say(
    two.drawn > 2 && isOff,
    `\`random\` was called ${two.drawn} times for two waits. Several random numbers together, such as their mean or ` +
      'the larger one, no longer spread the clients evenly. Use one random number for each wait.',
  )
}

/** Bitwise operators keep 32 bits of a number. */
export function judgeBits(scene: Scene, ms: unknown, wantedMs: number): void {
  const lost = typeof ms === 'number' ? (wantedMs - ms) / 2 ** 32 : 0
  say(
    Math.round(lost) !== 0 && Math.abs(lost - Math.round(lost)) < 1e-6,
    `With ${settingsOf(scene)}, the wait after attempt ${scene.attempt} was ${msText(ms)} instead of ` +
      `${msText(wantedMs)}. Bitwise operators such as \`| 0\` work on 32 bits only. To round, use \`Math.floor\`.`,
  )
}
