import { fc } from '@overlap/scenarios'
import {
  ALMOST_ONE,
  drawWaits,
  isNear,
  mostOf,
  msText,
  say,
  settingsOf,
  type Backoff,
  type Scene,
} from './draw-wait.ts'
import { judgeBits, judgeNumber, judgeOneNumber } from './number-rules.ts'

const settings = {
  baseMs: fc.constantFrom(40, 50, 100, 300),
  maxMs: fc.constantFrom(300, 1000, 20_000),
  factor: fc.constantFrom(undefined, undefined, 1, 1.5, 3, 10),
}

/** Draws a wait after any failure, however many came before. */
export const anyWait: fc.Arbitrary<Scene> = fc.record({
  ...settings,
  attempt: fc.constantFrom(1, 2, 3, 4, 5, 7, 13, 60, 2000),
  share: fc.constantFrom(0, 0.25, 0.5, 0.75, ALMOST_ONE),
})

/** Draws a longest wait that the cap doesn't shorten. */
export const growingWait: fc.Arbitrary<Scene> = fc.record({
  baseMs: settings.baseMs,
  factor: settings.factor,
  maxMs: fc.constant(1e9),
  attempt: fc.constantFrom(1, 2, 3, 4, 5, 7),
  share: fc.constant(ALMOST_ONE),
})

const usual = { baseMs: 100, maxMs: 1_000_000, share: ALMOST_ONE }
export const firstGrowing: readonly Scene[] = [
  { ...usual, attempt: 2 },
  { ...usual, attempt: 1 },
  { ...usual, attempt: 3 },
  { ...usual, factor: 3, attempt: 3 },
  { ...usual, maxMs: 1e12, attempt: 25 },
  { ...usual, maxMs: 1e12, attempt: 27 },
]

/** The waits for the smallest and the largest random number, and the longer one of the two. */
function longest(backoff: Backoff, scene: Scene, attempt: number) {
  const [low, high] = [0, ALMOST_ONE].map(
    (share) => drawWaits(backoff, scene, [[attempt]], [share]).waits[0],
  )
  const ms = typeof low === 'number' && typeof high === 'number' ? Math.max(low, high) : high
  return { low, high, ms }
}

/** The longest wait grows by the factor with each failure. */
export function judgeGrowth(backoff: Backoff, scene: Scene): void {
  const { baseMs, factor = 2, attempt } = scene
  const { low, high, ms } = longest(backoff, scene, attempt)
  const { ms: next } = longest(backoff, scene, attempt + 1)
  const wanted = mostOf(scene)
  const seen = `With ${settingsOf(scene)}, the longest wait after attempt ${attempt} was ${msText(ms)}`
  const linearMs = baseMs * (1 + (attempt - 1) * (factor - 1))
  const calls = [[attempt], [attempt + 1], [attempt]] as const
  const [before, , after] = drawWaits(backoff, scene, calls, [scene.share]).waits
  judgeNumber(backoff, scene, before)
  say(
    before !== after,
    `The function was called with attempt ${attempt}, ${attempt + 1} and ${attempt} again. The first wait was ` +
      `${msText(before)}, the last ${msText(after)}. Many calls share the function, so it must not count or ` +
      'remember anything: use the number of the attempt that it is given.',
  )
  say(
    isNear(low, wanted) && isNear(high, 2 * wanted),
    `${seen}, and the shortest ${msText(low)}. The random part was added to the wait. Take a random part of the ` +
      'longest wait instead.',
  )
  say(
    !isNear(ms, wanted) &&
      isXor(ms, baseMs, factor, attempt) &&
      isXor(next, baseMs, factor, attempt + 1),
    `${seen}. In JavaScript, \`^\` isn't a power but a bitwise operator (XOR). The power is \`**\`.`,
  )
  say(
    isNear(ms, wanted * factor) && isNear(next, wanted * factor ** 2) && factor > 1,
    `${seen}. That is one step too long. Attempts count from 1, and after the first one the longest wait is ` +
      '`baseMs`.',
  )
  say(
    attempt > 1 && factor > 1 && isNear(ms, baseMs) && isNear(next, baseMs),
    `${seen}, and after attempt ${attempt + 1} it was the same. An outage may last a second or a minute. ` +
      'Multiply by `factor` with each failure, so that the waits soon grow to its length.',
  )
  say(
    attempt > 2 && factor > 1 && (isNear(ms, linearMs) || isNear(ms, baseMs * attempt)),
    `${seen}. It grows by the same step each time. Multiply by \`factor\` with each failure: the waits ` +
      'then reach the length of a long outage much sooner.',
  )
  say(
    factor !== 2 && attempt > 1 && isNear(ms, baseMs * 2 ** (attempt - 1)),
    `${seen}. That is \`factor\` 2, the default. Use the option.`,
  )
  judgeBits(scene, high, wanted)
  say(
    !isNear(ms, wanted),
    `${seen}. Expected \`baseMs * factor ** (attempt - 1)\`, ${msText(wanted)}.`,
  )
}

/** Whether a wait is what `^` makes of the formula. */
function isXor(ms: unknown, baseMs: number, factor: number, attempt: number): boolean {
  // oxlint-disable-next-line no-bitwise
  const wrong = [(baseMs * factor) ^ (attempt - 1), baseMs * (factor ^ (attempt - 1))]
  return wrong.some((wrongMs) => isNear(ms, wrongMs))
}

export const firstCapped: readonly Scene[] = [
  { baseMs: 100, maxMs: 1000, attempt: 6, share: ALMOST_ONE },
  { baseMs: 100, maxMs: 1000, attempt: 5000, share: ALMOST_ONE },
]

/** No wait is longer than `maxMs`. */
export function judgeCap(backoff: Backoff, scene: Scene): void {
  const { maxMs, attempt, baseMs, factor = 2 } = scene
  const { low, ms } = longest(backoff, scene, attempt)
  const wanted = mostOf(scene)
  const seen = `With ${settingsOf(scene)}, the wait after attempt ${attempt} was ${msText(ms)}`
  const [half] = drawWaits(backoff, scene, [[attempt]], [0.5]).waits
  const after = `With ${settingsOf(scene)}, the wait after attempt ${attempt} was`
  say(
    Number.isNaN(low) && isNear(half, maxMs),
    `${after} exactly \`maxMs\` if \`random\` returns 0.5, and NaN (\`Infinity * 0\`) if it returns 0. After some ` +
      'failures, nearly all clients wait equally long again. Cap first, then multiply by the random number.',
  )
  say(
    Number.isNaN(low),
    `${after} NaN if \`random\` returns 0. A power that is too large is \`Infinity\`, and \`Infinity * 0\` is \`NaN\`. Cap first, then ` +
      'multiply by the random number.',
  )
  say(
    typeof ms === 'number' && !(ms <= maxMs + 1),
    `${seen}, more than \`maxMs\`. Such a client waits long after the server is back: cap the longest wait.${
      typeof ms === 'number' && ms < 2 ** 31
        ? ''
        : ' (`setTimeout` treats NaN and anything above 24.8 days as 1 ms.)'
    }`,
  )
  say(
    baseMs * factor ** (attempt - 1) > maxMs && !isNear(ms, wanted),
    `${seen}. The formula comes to more than \`maxMs\`, so the longest wait is \`maxMs\`.`,
  )
  say(!isNear(ms, wanted), `${seen}. Expected ${msText(wanted)}, which is shorter than \`maxMs\`.`)
}

/** How many attempts in a row are tried: more than the bits of an integer. */
const ATTEMPTS = 100

/** The longest wait never gets shorter from one attempt to the next. */
export function judgeEveryAttempt(backoff: Backoff): void {
  const options = { baseMs: 100, maxMs: 1_000_000 }
  const calls = Array.from({ length: ATTEMPTS }, (_, i) => [i + 1] as const)
  const waits = drawWaits(backoff, options, calls, [ALMOST_ONE]).waits.map(Number)
  const wrong = waits.findIndex(
    (ms, i) => !isNear(ms, mostOf({ ...options, attempt: i + 1, share: ALMOST_ONE })),
  )
  if (wrong < 0) return
  const attempt = wrong + 1
  const [ms = NaN, beforeMs = NaN] = [waits[wrong], waits[wrong - 1]]
  const seen =
    `With ${settingsOf({ ...options, attempt, share: 1 })}, the longest wait after attempt ${attempt} was ` +
    msText(ms)
  say(
    ms < 0 || (attempt === 33 && ms < beforeMs),
    `${seen}, and after attempt ${wrong} it was ${msText(beforeMs)}. Bitwise operators such as \`<<\` work on 32 ` +
      'bits only: use `**`.',
  )
  say(
    ms < beforeMs,
    `${seen}, and after attempt ${wrong} it was ${msText(beforeMs)}. The longest wait never gets shorter from one ` +
      'failure to the next.',
  )
  say(true, `${seen}. Expected ${msText(mostOf({ ...options, attempt, share: 1 }))}.`)
}

export const firstShares: readonly Scene[] = [
  { baseMs: 100, maxMs: 1000, attempt: 1, share: 0.5 },
  { baseMs: 100, maxMs: 1000, attempt: 1, share: 0 },
  { baseMs: 100, maxMs: 1000, attempt: 1, share: ALMOST_ONE },
  { baseMs: 100, maxMs: 1000, attempt: 13, share: 0.5 },
  { baseMs: 100, maxMs: 1000, attempt: 5000, share: 0 },
]

/** Each wait is a random part of the longest. */
export function judgeFullJitter(backoff: Backoff, scene: Scene): void {
  const { baseMs, maxMs, factor = 2, attempt, share } = scene
  const { waits, made, drawn, global } = drawWaits(backoff, scene, [[attempt]], [share])
  const [ms] = waits
  const most = mostOf(scene)
  const wanted = share * most
  const seen =
    `With ${settingsOf(scene)} and a \`random\` that returns ${Math.round(share * 1e4) / 1e4}, the wait after ` +
    `attempt ${attempt} was ${msText(ms)}`
  say(
    drawn === 0 && made === 0 && global > 0,
    '`Math.random` was called, but not `options.random`. Use the option, so that a test can choose the ' +
      'numbers. Its default is `Math.random`.',
  )
  say(
    drawn === 0 && made === 0,
    `${seen}, and \`random\` wasn't called. Clients that fail at the same moment then come back at the same ` +
      'moment. Make each wait a random part of the longest one.',
  )
  say(
    share < 1 &&
      isNear(ms, maxMs) &&
      !isNear(wanted, maxMs) &&
      share * baseMs * factor ** (attempt - 1) >= maxMs,
    `${seen}, exactly \`maxMs\`. The cap came after the jitter, so after some failures nearly all clients wait ` +
      'equally long again. Cap first, then multiply by the random number.',
  )
  say(
    (isNear(ms, most * (1 + share)) && share > 0) || (typeof ms === 'number' && ms > most + 1),
    `${seen}. The random part was added to the wait, so no wait is shorter than ${msText(most)}. Take a random part of ` +
      'the longest wait instead.',
  )
  say(
    !isNear(ms, wanted) && isNear(ms, most * (0.5 + share / 2)),
    `${seen}. Half of the wait is fixed. That is equal jitter; full jitter goes from 0 to the longest wait.`,
  )
  say(
    !isNear(ms, most * (1 - share)) && !isNear(ms, wanted),
    `${seen}. Expected ${Math.round(share * 1e4) / 1e4} of the longest wait, ${msText(most)}: ${msText(wanted)}.`,
  )
  const two = drawWaits(backoff, scene, [[attempt], [attempt]], [0.25, 0.75])
  say(
    two.made > 0 && two.drawn === 0,
    '`random` was called once, when the backoff was made. All calls that share the backoff then wait the ' +
      'same part. Call `random` for each wait.',
  )
  judgeOneNumber(two, (part) => part * most)
  say(
    two.made + two.drawn < 2 && isNear(two.waits[0], Number(two.waits[1])),
    `\`random\` returned 0.25, then 0.75, but both waits after attempt ${attempt} were ${msText(two.waits[0])}. Call ` +
      '`random` for each wait.',
  )
}
