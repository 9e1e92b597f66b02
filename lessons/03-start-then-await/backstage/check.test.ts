import { everyScenario, fc } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { loadPage } from '#lesson'
import { diagnoseEnding } from './ending-rules.ts'
import { diagnoseDelay, diagnoseFailure } from './failure-rules.ts'
import { diagnoseMixing, diagnoseNoOffer, playBoth } from './further-rules.ts'
import { diagnosePage } from './page-rules.ts'
import {
  oneFails,
  pages,
  play,
  playWithoutOffer,
  slowChain,
  teaching,
  tell,
  troubles,
  type Scene,
  type Trouble,
} from './play.ts'
import { diagnoseStarts } from './start-rules.ts'

const draws = 16

const drawnTroubles = fc.record({ scene: pages, trouble: troubles })

// The failures whose pictures teach come first, then each failure of each part.
const troubled: readonly { scene: Scene; trouble: Trouble }[] = [
  { scene: teaching, trouble: { kind: 'refused', parts: ['product'] } },
  { scene: teaching, trouble: { kind: 'refused', parts: ['recommendations'] } },
  { scene: teaching, trouble: { kind: 'garbage', parts: ['reviews'] } },
  { scene: slowChain, trouble: { kind: 'reset-body', parts: ['reviews', 'product'] } },
  { scene: teaching, trouble: { kind: 'refused', parts: ['offered', 'price'] } },
  ...oneFails.map((trouble) => ({ scene: teaching, trouble })),
]

describe('Your task', () => {
  test(
    'returns the product, its reviews and the offer',
    everyScenario(pages, { first: [teaching], draws, tell }, async (scene) => {
      const run = await play(loadPage, scene)
      diagnoseEnding(run, scene)
      diagnosePage(run, scene)
    }),
  )

  test(
    'sends five calls, each as soon as it has what it needs',
    everyScenario(pages, { first: [teaching, slowChain], draws, tell }, async (scene) => {
      const run = await play(loadPage, scene)
      diagnoseEnding(run, scene)
      diagnoseStarts(run, scene)
    }),
  )

  test(
    'rejects with the error of a call that fails, and leaves no rejection unhandled',
    everyScenario(
      drawnTroubles,
      {
        first: troubled,
        draws,
        tell: ({ scene }) => tell(scene),
      },
      async ({ scene, trouble }) => {
        diagnoseFailure(await play(loadPage, scene, trouble), scene, trouble)
      },
    ),
  )
})

describe('Go further', () => {
  test(
    'rejects as soon as the first call fails',
    everyScenario(
      drawnTroubles,
      {
        first: [
          { scene: teaching, trouble: { kind: 'refused', parts: ['product'] } },
          { scene: teaching, trouble: { kind: 'refused', parts: ['recommendations'] } },
          { scene: teaching, trouble: { kind: 'reset-body', parts: ['price'] } },
        ],
        draws,
        tell: ({ scene }) => tell(scene),
      },
      async ({ scene, trouble }) => {
        const run = await play(loadPage, scene, trouble)
        diagnoseFailure(run, scene, trouble)
        await diagnoseDelay(loadPage, run, scene, trouble)
      },
    ),
  )

  test(
    'returns a page without an offer if nothing is recommended',
    everyScenario(pages, { first: [teaching], draws: 8, tell }, async (scene) => {
      diagnoseNoOffer(await playWithoutOffer(loadPage, scene), scene)
      const trouble: Trouble = { kind: 'refused', parts: ['product'] }
      diagnoseFailure(await playWithoutOffer(loadPage, scene, trouble), scene, trouble)
    }),
  )

  test(
    'keeps overlapping runs apart',
    everyScenario(
      fc.record({ one: pages, other: pages }),
      { first: [{ one: teaching, other: slowChain }], draws: 8 },
      async ({ one, other }) => {
        diagnoseMixing(await playBoth(loadPage, one, other, false))
        if (one.productId === other.productId) return
        diagnoseMixing(await playBoth(loadPage, one, other, true))
      },
    ),
  )
})
