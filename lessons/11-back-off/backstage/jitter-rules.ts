import { fc, shown } from '@overlap/scenarios'
import type { Jitter } from '../types.ts'
import {
  ALMOST_ONE,
  drawWaits,
  isNear,
  mostOf,
  msText,
  say,
  type Backoff,
  type Scene,
} from './draw-wait.ts'
import { judgeOneNumber } from './number-rules.ts'
import { anyWait } from './wait-rules.ts'

/** A wait with another kind of jitter than the default. */
export interface JitterScene extends Scene {
  readonly jitter: Jitter
}

export const anyJitter: fc.Arbitrary<JitterScene> = fc
  .tuple(anyWait, fc.constantFrom<Jitter>('none', 'equal', 'full'))
  .map(([scene, jitter]) => ({ ...scene, jitter }))

const usual = { baseMs: 100, maxMs: 1000, attempt: 1 }
export const firstJitters: readonly JitterScene[] = [
  { ...usual, jitter: 'equal', share: 0 },
  { ...usual, jitter: 'equal', share: 0.75 },
  { ...usual, jitter: 'equal', share: ALMOST_ONE },
  { ...usual, jitter: 'none', share: 0.25 },
]

const fixedShares = { none: 1, equal: 0.5, full: 0 }

/** `equal` keeps half of the wait fixed, `none` all of it. */
export function judgeJitter(backoff: Backoff, scene: JitterScene): void {
  const { jitter, attempt, share } = scene
  const [ms] = drawWaits(backoff, scene, [[attempt]], [share]).waits
  const most = mostOf(scene)
  const fixed = fixedShares[jitter]
  const seen = `With \`jitter: '${jitter}'\` the wait was ${msText(ms)}, and the longest is ${msText(most)}`
  const [low] = drawWaits(backoff, scene, [[attempt]], [0]).waits
  judgeOneNumber(
    drawWaits(backoff, scene, [[attempt], [attempt]], [0.25, 0.75]),
    (part) => most * (fixed + (1 - fixed) * part),
  )
  say(
    jitter === 'equal' &&
      share > 0.5 &&
      share < 0.9 &&
      isNear(ms, share * most) &&
      isNear(low, most / 2),
    `${seen}, and with a \`random\` that returns 0 it was ${msText(low)}. Then many clients wait exactly half. Add a ` +
      'random part of the second half to the first half.',
  )
  say(
    jitter !== 'full' && share < 0.9 && isNear(ms, share * most) && isNear(low, 0),
    `${seen}. All of it was random, as with full jitter. ${
      jitter === 'none'
        ? 'With `none`, nothing is random.'
        : 'With `equal`, only half of it is random.'
    }`,
  )
  say(
    jitter === 'equal' && share > 0 && share < 0.9 && isNear(ms, most),
    `${seen}. None of it was random. With \`equal\`, half of it is random.`,
  )
  say(
    ![share, 1 - share].some((part) => isNear(ms, most * (fixed + (1 - fixed) * part))),
    `${seen}. Expected ${
      jitter === 'none'
        ? 'the longest wait'
        : `a wait between ${msText(fixed * most)} and the longest, here ${msText(most * (fixed + (1 - fixed) * share))}`
    }. (\`random\` returned ${Math.round(share * 1e4) / 1e4}.)`,
  )
}

/** `backoff` throws a RangeError at once if an option is out of range. */
export function judgeRange(backoff: Backoff): void {
  const usual = { baseMs: 100, maxMs: 1000 }
  const wrong: readonly object[] = [
    { baseMs: 0 },
    { baseMs: NaN },
    { maxMs: 99 },
    { maxMs: Infinity },
    { factor: 0.5 },
    { jitter: 'some' },
  ]
  for (const options of wrong) {
    let thrown: unknown
    try {
      backoff({ ...usual, ...options })
    } catch (error) {
      thrown = error
    }
    say(
      !(thrown instanceof RangeError),
      `\`backoff(${shown({ ...usual, ...options }).slice(1, -1)})\` ` +
        `${thrown === undefined ? "didn't throw" : `threw ${shown(thrown)}`}. Keep the starter's call of ` +
        '`checkBackoff`: it throws the RangeError.',
    )
  }
}
