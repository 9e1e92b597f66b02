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

export const firstLearned: readonly LearnScene[] = [
  { phases: [phase(19, 100)], wantedMs: undefined, beliefs: [[100, tooFew]] },
  { phases: [phase(20, 100)], wantedMs: 100 },
  {
    phases: [phase(19, 20), phase(10, 90), phase(31, 100)],
    wantedMs: 100,
    beliefs: [
      [73, mean],
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
  { phases: [phase(20, 300), phase(200, 50)], wantedMs: 50, beliefs: [[300, forgets]] },
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
        phase(times * (47 - slowest), quickMs),
        phase(times * 3, p95Ms),
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
  if (manner === 'fail') return `${count(visitors, 'call')} that failed after ${latencyMs} ms`
  if (manner === 'abort') return `${count(visitors, 'caller')} that aborted after ${latencyMs} ms`
  if (manner === 'together')
    return `${visitors} slow first calls at once, each with a quick second one`
  return `${count(visitors, 'answer')} after ${latencyMs} ms`
}

/** The second call is due after the 95th percentile of the last answers. */
export async function judgeLearning(hedged: MakeHedged, scene: LearnScene): Promise<void> {
  const { phases, wantedMs, beliefs = [] } = scene
  const { run, secondAfterMs } = await playCrowd(hedged, visitorsOf(phases), { afterMs: 'p95' })
  const seenMs = secondAfterMs.at(-1)
  const belief = beliefs.find(([delayMs]) => delayMs === seenMs)
  const answers = phases.filter(({ manner }) => manner !== 'fail' && manner !== 'abort')
  const total = answers.reduce((sum, { visitors }) => sum + visitors, 0)
  const list = new Intl.ListFormat('en').format(phases.map(phaseText))
  const seen = seenMs === undefined ? 'none was sent' : `it was sent after ${seenMs} ms`
  const due =
    wantedMs === undefined
      ? `a second call was sent after ${seenMs} ms`
      : `a second call was due after ${wantedMs} ms, but ${seen}`
  diagnose(run, [
    [seenMs !== wantedMs && belief !== undefined, `After ${list}, ${due}. ${belief?.[1] ?? ''}`],
    [
      seenMs !== wantedMs && seenMs === undefined,
      `After ${list}, ${due}. With 20 answers or more, \`afterMs: 'p95'\` is the 95th percentile of the last 200.`,
    ],
    [
      seenMs !== wantedMs && total > 200 && phases[0]?.latencyMs === seenMs,
      `After ${list}, ${due}. ${forgets}`,
    ],
    [
      seenMs !== wantedMs,
      `After ${list}, ${due}. Sort the last 200 answers by time: 95 % of them took no longer than that.`,
    ],
  ])
}
