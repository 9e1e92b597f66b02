import { count, fc } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { playCrowd, type Visitor } from './crowd.ts'
import type { MakeHedged } from './play.ts'

/** Groups of callers, one after another. */
export interface BudgetScene {
  /** `undefined`: no limit. */
  readonly maxExtra: number | undefined
  readonly groups: readonly Group[]
}

/** Some quick callers, then some slow ones at the same moment, then quick ones while those are in flight. */
interface Group {
  readonly quick: number
  readonly slow: number
  readonly meanwhile?: number
}

const AFTER_MS = 105
const MOST = 10

/** Shares that floating point holds exactly. */
export const budgetScenes: fc.Arbitrary<BudgetScene> = fc.record({
  maxExtra: fc.constantFrom(0, 0.0625, 0.125, 0.25, 0.5, 1),
  groups: fc.array(
    fc.record({ quick: fc.constantFrom(0, 1, 3, 8, 16, 50), slow: fc.constantFrom(1, 2, 3, 14) }),
    { minLength: 1, maxLength: 4 },
  ),
})

export const firstBudgets: readonly BudgetScene[] = [
  { maxExtra: 0.125, groups: [{ quick: 15, slow: 14 }] },
  { maxExtra: 0.125, groups: [{ quick: 0, slow: 3 }] },
  {
    maxExtra: 0.25,
    groups: [
      { quick: 4, slow: 1 },
      { quick: 0, slow: 1 },
      { quick: 3, slow: 1 },
    ],
  },
  { maxExtra: 0.5, groups: [{ quick: 50, slow: 14 }] },
  { maxExtra: 0, groups: [{ quick: 20, slow: 2 }] },
  {
    maxExtra: 1,
    groups: [
      { quick: 0, slow: 2 },
      { quick: 1, slow: 3 },
    ],
  },
  { maxExtra: 0.1, groups: [{ quick: 9, slow: 1 }] },
  { maxExtra: 0.25, groups: [{ quick: 0, slow: 1, meanwhile: 8 }] },
  { maxExtra: undefined, groups: [{ quick: 0, slow: 14 }] },
]

function visitorsOf({ groups }: BudgetScene): Visitor[] {
  const visitors: Visitor[] = []
  let atMs = 0
  for (const { quick, slow, meanwhile = 0 } of groups) {
    for (let i = 0; i < quick; i += 1) visitors.push({ atMs: (atMs += 20), latencyMs: 10 })
    atMs += 20
    for (let i = 0; i < slow; i += 1) visitors.push({ atMs, latencyMs: 1000 })
    for (let i = 0; i < meanwhile; i += 1)
      visitors.push({ atMs: atMs + 200 + 20 * i, latencyMs: 10 })
    atMs += 2000
  }
  return visitors
}

/** For each visitor, what a budget holds when its second call is due; `undefined`: none is due. */
function heldOf(
  visitors: readonly Visitor[],
  maxExtra = Infinity,
  { most = maxExtra === Infinity ? Infinity : MOST, start = 0, addsAfterMs = 0 } = {},
): (number | undefined)[] {
  const events = visitors.flatMap(({ atMs, latencyMs }, i) => [
    { atMs: atMs + Math.min(latencyMs, addsAfterMs), i, isDue: false },
    ...(latencyMs > AFTER_MS ? [{ atMs: atMs + AFTER_MS, i, isDue: true }] : []),
  ])
  const held = visitors.map((): number | undefined => undefined)
  let tokens = start
  for (const { i, isDue } of events.toSorted((a, b) => a.atMs - b.atMs)) {
    if (!isDue) tokens = Math.min(most, tokens + maxExtra)
    else {
      held[i] = tokens
      if (isEnough(tokens)) tokens -= 1
    }
  }
  return held
}

/** Ten times 0.1 is enough, though the sum is 0.9999999999999999. */
const isEnough = (tokens: number): boolean => tokens >= 1 - 1e-9

/** Second calls stay within the share, and no budget is left unused. */
export async function judgeBudget(hedged: MakeHedged, scene: BudgetScene): Promise<void> {
  const { maxExtra } = scene
  const visitors = visitorsOf(scene)
  const options = { afterMs: AFTER_MS, ...(maxExtra !== undefined && { maxExtra }) }
  const { run, secondAfterMs } = await playCrowd(hedged, visitors, options)
  const held = heldOf(visitors, maxExtra)
  const wrong = held.findIndex(
    (tokens, i) => tokens !== undefined && isEnough(tokens) !== (secondAfterMs[i] !== undefined),
  )
  const late = secondAfterMs.find((ms) => ms !== undefined && ms > AFTER_MS)
  const before = visitors.slice(0, wrong + 1)
  const { atMs = 0 } = visitors[wrong] ?? {}
  const started = visitors.filter((visitor) => visitor.atMs <= atMs + AFTER_MS).length
  const sent = secondAfterMs.slice(0, before.length).filter((ms) => ms !== undefined).length
  const slow = visitors.filter(({ latencyMs }) => latencyMs > AFTER_MS).length
  const allSent = secondAfterMs.filter((ms) => ms !== undefined).length
  const isTooMany = wrong >= 0 && secondAfterMs[wrong] !== undefined
  const fits = (tokensOf: readonly (number | undefined)[]): boolean =>
    tokensOf.every(
      (tokens, i) =>
        (tokens !== undefined && isEnough(tokens)) === (secondAfterMs[i] !== undefined),
    )
  const share = `With \`maxExtra: ${maxExtra}\``
  const counts = `${count(started, 'caller')} had come, and ${count(sent, 'second call')} had been sent`
  const isSpare = wrong >= 0 && !isTooMany
  diagnose(run, [
    [
      maxExtra === undefined && isSpare,
      `Without \`maxExtra\`, ${slow} slow callers came at once, but only ${allSent} of them got a second call. If \`maxExtra\` is ` +
        '`undefined`, there is no limit: use no budget then.',
    ],
    [
      late !== undefined,
      `A second call was sent ${late} ms after its caller came, though \`afterMs\` is ${AFTER_MS}. If the budget is empty when a ` +
        "second call is due, send none. Don't wait until it fills up.",
    ],
    [
      isTooMany && maxExtra === 0,
      `${share}, a second call was sent. 0 means none, and only \`undefined\` means no limit. Does your code take 0 ` +
        'for a missing value, as `if (!maxExtra)` and `maxExtra || …` do?',
    ],
    [
      isTooMany && fits(heldOf(visitors, maxExtra, { most: Infinity })),
      `${share}, ${counts}. The budget holds at most ${MOST}. Otherwise, after a quiet night, your code could ` +
        'double the load of a server that is in trouble.',
    ],
    [
      isTooMany && fits(heldOf(visitors, maxExtra, { start: MOST })) && sent < slow,
      `${share}, ${counts}. Your code sends as many as a budget that starts at ${MOST}. Start it at 0, so that second ` +
        'calls stay within their share from the start.',
    ],
    [
      isTooMany && allSent === slow && slow > 11,
      `${share}, ${visitors.length} callers came, and all ${slow} slow ones got a second call. There is no budget, or each call ` +
        'has its own, which limits nothing. Make one in `hedged`, outside the function that you return.',
    ],
    [
      isTooMany && (maxExtra ?? Infinity) * started < sent,
      `${share}, ${counts}: more than ${maxExtra} for each caller. The budget starts at 0. Each caller adds ` +
        `\`maxExtra\`, and a second call is sent only if it can take 1.`,
    ],
    [
      isTooMany,
      `${share}, ${counts}. A correct budget held ${held[wrong]} when the next one was due. It holds at most ${MOST}, and a ` +
        'second call is sent only if it can take 1.',
    ],
    [
      isSpare && (held[wrong] ?? 0) < 1,
      `${share}, ${started} callers add up to 1, but no second call was sent. In floating point, the sum is ` +
        `${held[wrong]}. Allow for the rounding error, as in lesson 12.`,
    ],
    [
      isSpare && fits(heldOf(visitors, maxExtra, { addsAfterMs: Infinity })),
      `${share}, ${counts}. The budget held ${held[wrong]} when the next second call was due, but none was sent. In your ` +
        'budget, callers add `maxExtra` only when they have an answer. Add it when the call starts, however it ends.',
    ],
    [
      isSpare && allSent === 0,
      `${share}, ${count(started, 'caller')} had come and together added ${held[wrong]}, but no second call was sent. Keep ` +
        'what earlier callers added: make one budget for all of them, and let no call reset it.',
    ],
    [
      isSpare,
      `${share}, ${counts}. The budget held ${held[wrong]} when the next second call was due, but none was sent. ` +
        'Each caller adds `maxExtra`, also if its first call is quick, and only a second call that is sent takes 1. ' +
        'Exactly 1 is enough.',
    ],
  ])
}

/** Each function that `hedged` returns has its own budget. */
export async function judgeOwnBudget(hedged: MakeHedged): Promise<void> {
  const slow = { latencyMs: 1000, isOther: true }
  const fed = Array.from({ length: 16 }, (_, i) => ({ atMs: 2000 + 20 * i, latencyMs: 10 }))
  const visitors = [{ ...slow, atMs: 0 }, ...fed, { ...slow, atMs: 3000 }]
  const options = { afterMs: AFTER_MS, maxExtra: 0.125 }
  const { run, secondAfterMs } = await playCrowd(hedged, visitors, options)
  diagnose(run, [
    [
      // A second call for the first caller, too, comes from another mistake.
      secondAfterMs[0] === undefined && secondAfterMs.at(-1) !== undefined,
      '`hedged` made two functions with `maxExtra: 0.125`. The first one had 16 callers and the second one had 2, but a ' +
        'second call was sent for the second one. Make the budget inside `hedged`, so that each function has its own.',
    ],
  ])
}
