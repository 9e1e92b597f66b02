import { count, fc } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { playCrowd, type Visitor } from './crowd.ts'
import type { MakeHedged } from './play.ts'

/** Visitors who come one after another; then a slow one, whose second call shows what was learned. */
export interface LearnScene {
  /** How long each first call takes, and how many such visitors there are. */
  readonly phases: readonly Phase[]
  /** When the second call of the slow visitor is due; `undefined`: never. */
  readonly wantedMs: number | undefined
  /** A belief about the delay, if there is one that this scene tells apart: the delay that it leads to. */
  readonly beliefs?: readonly (readonly [delayMs: number | undefined, sentence: string])[]
}

interface Phase {
  readonly visitors: number
  readonly latencyMs: number
  /** `together`: they come at the same moment. */
  readonly manner?: 'fail' | 'abort' | 'together'
}

const phase = (visitors: number, latencyMs: number, manner?: Phase['manner']): Phase => ({
  visitors,
  latencyMs,
  ...(manner && { manner }),
})

const tooFew = "With fewer than 20 answers so far, `afterMs: 'p95'` sends no second call."
const mean = 'That is the mean. It says nothing about the slow calls: use the 95th percentile.'
const forgets =
  'The server changed, and your code still counts old answers. Keep only the last 200.'
const dropsOthers =
  'Keep the newest 200 answers. Do you sort the array itself, with `sort`? Then `shift` drops the quickest ' +
  'answer and not the oldest: sort a copy.'

export const firstLearned: readonly LearnScene[] = [
  { phases: [phase(19, 100)], wantedMs: undefined, beliefs: [[100, tooFew]] },
  { phases: [phase(20, 100)], wantedMs: 100 },
  {
    phases: [phase(2, 60), phase(18, 20), phase(10, 90), phase(30, 100)],
    wantedMs: 100,
    beliefs: [
      [73, mean],
      [
        60,
        'After the first 20 answers, that was the 95th percentile. Compute it again for each call.',
      ],
      [
        90,
        'Without a comparator, `sort` and `toSorted` compare numbers as text, so 20 comes after 100.',
      ],
      [20, 'Sort the times from quick to slow, before you take the 95th percentile.'],
    ],
  },
  {
    phases: [phase(46, 50), phase(3, 200), phase(1, 900)],
    wantedMs: 200,
    beliefs: [
      [76, mean],
      [50, 'The median and the 90th percentile are 50 ms here. Use the 95th percentile.'],
      [900, 'The slowest answer and the 99th percentile are 900 ms here. Use the 95th percentile.'],
    ],
  },
  {
    phases: [phase(1, 900), phase(3, 200), phase(46, 50)],
    wantedMs: 200,
    beliefs: [[50, 'Sort the times by number, before you take the 95th percentile.']],
  },
  {
    phases: [phase(29, 250), phase(11, 300), phase(200, 50)],
    wantedMs: 50,
    beliefs: [
      [250, forgets],
      [300, dropsOthers],
    ],
  },
  {
    phases: [phase(25, 100), phase(10, 900, 'fail')],
    wantedMs: 100,
    beliefs: [[900, 'Only answers count, and these calls failed.']],
  },
  {
    phases: [phase(25, 100), phase(10, 800, 'abort')],
    wantedMs: 100,
    beliefs: [[800, 'Only answers count, and these callers aborted.']],
  },
  {
    phases: [phase(40, 100), phase(20, 700, 'together')],
    wantedMs: 120,
    beliefs: [
      [
        100,
        'An answer takes from the call of your function to its result. If the second call wins, count from there ' +
          'and not from the second call: otherwise each second call makes the next one come earlier.',
      ],
    ],
  },
]

/** Equal answers around the 95th percentile, so that every usual way to take it gives the same. */
export const learnScenes: fc.Arbitrary<LearnScene> = fc
  .record({
    before: fc.constantFrom(0, 0, 0, 30),
    quickMs: fc.constantFrom(10, 40, 90),
    p95Ms: fc.constantFrom(100, 250, 400),
    slowest: fc.constantFrom(0, 1),
  })
  .map(({ before, quickMs, p95Ms, slowest }) => {
    // Only the last 200 answers count, so what came before needs 200 more to be forgotten.
    const times = before > 0 ? 4 : 1
    return {
      phases: [
        phase(before, 500),
        phase(times * 45, quickMs),
        phase(times * (5 - slowest), p95Ms),
        phase(times * slowest, 900),
      ].filter(({ visitors }) => visitors > 0),
      wantedMs: p95Ms,
    }
  })

function visitorsOf(phases: readonly Phase[]): Visitor[] {
  const visitors: Visitor[] = []
  let atMs = 0
  for (const { visitors: number, latencyMs, manner } of phases) {
    for (let i = 0; i < number; i += 1) {
      if (manner === 'abort')
        visitors.push({ atMs, latencyMs: 5000, secondMs: 10_000, abortMs: atMs + latencyMs })
      else if (manner) visitors.push({ atMs, latencyMs, fails: manner === 'fail' })
      // Its second call never wins.
      else visitors.push({ atMs, latencyMs, secondMs: 10_000 })
      if (!manner) atMs += latencyMs + 10
    }
    if (manner) atMs += 5000
  }
  return [...visitors, { atMs, latencyMs: 5000 }]
}

function phaseText({ visitors, latencyMs, manner }: Phase): string {
  if (manner === 'fail') return `${count(visitors, 'call')} failed after ${latencyMs} ms`
  if (manner === 'abort') return `${count(visitors, 'caller')} aborted after ${latencyMs} ms`
  if (manner === 'together')
    return `${visitors} slow first calls came at once, and a second call won each time, 20 ms after it was sent`
  return `${count(visitors, 'answer')} took ${latencyMs} ms${visitors > 1 ? ' each' : ''}`
}

/** The second call is due after the 95th percentile of the last answers. */
export async function judgeLearning(hedged: MakeHedged, scene: LearnScene): Promise<void> {
  const { phases, wantedMs, beliefs = [] } = scene
  const { run, secondAfterMs } = await playCrowd(hedged, visitorsOf(phases), { afterMs: 'p95' })
  const seenMs = secondAfterMs.at(-1)
  const belief = beliefs.find(([delayMs]) => delayMs === seenMs)
  const list = new Intl.ListFormat('en').format(phases.map(phaseText))
  const seen = seenMs === undefined ? 'none was sent' : `it was sent after ${seenMs} ms`
  const due =
    wantedMs === undefined
      ? `${list}. Then a second call was sent after ${seenMs} ms.`
      : `${list}. A second call was due after ${wantedMs} ms, but ${seen}.`
  const last = phases.at(-1)
  const together = last?.manner === 'together' ? last.visitors : 0
  const hedges = secondAfterMs.slice(-1 - together, -1).filter((ms) => ms !== undefined).length
  diagnose(run, [
    [
      hedges < together,
      `${together} slow first calls came at once, but only ${hedges} got a second call. Without \`maxExtra\`, there ` +
        'is no limit: use no budget then.',
    ],
    [seenMs !== wantedMs && belief !== undefined, `${due} ${belief?.[1] ?? ''}`],
    [seenMs !== wantedMs && wantedMs === undefined, `${due} ${tooFew}`],
    [
      seenMs !== wantedMs && seenMs === undefined,
      `${due} With 20 answers or more, \`afterMs: 'p95'\` is the 95th percentile of the last 200.`,
    ],
    [
      seenMs !== wantedMs,
      `${due} Sort the last 200 answers by time: 95 % of them took no longer than that.`,
    ],
  ])
}

/** Each function that `hedged` returns learns from its own answers. */
export async function judgeOwnTimes(hedged: MakeHedged): Promise<void> {
  const slow = { latencyMs: 5000, secondMs: 10_000, isOther: true }
  const fed = Array.from({ length: 40 }, (_, i) => ({
    atMs: 6000 + 1710 * i,
    latencyMs: 1700,
    secondMs: 10_000,
  }))
  const visitors = [{ ...slow, atMs: 0 }, ...fed, { ...slow, atMs: 80_000 }]
  const { run, secondAfterMs } = await playCrowd(hedged, visitors, { afterMs: 'p95' })
  const seenMs = secondAfterMs.at(-1)
  diagnose(run, [
    [
      // Without any answers, a delay that changes comes from the answers of the other function.
      seenMs !== secondAfterMs[0],
      '`hedged` made two functions. 40 answers of the first one took 1700 ms each. Then the second one, which had 1 answer ' +
        `so far, sent a second call after ${seenMs} ms. Keep the times inside \`hedged\`, so that each function ` +
        'learns from its own answers.',
    ],
  ])
}
