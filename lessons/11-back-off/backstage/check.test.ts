import { everyScenario, oneScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { backoff, retryAfterMs } from '#lesson'
import { judgeHerd } from './herd.ts'
import { anyJitter, firstJitters, judgeJitter, judgeRange } from './jitter-rules.ts'
import * as asked from './retry-after-rules.ts'
import * as waits from './wait-rules.ts'

const draws = 40

describe('Your task', () => {
  test(
    'multiplies the longest wait by `factor` with each failure',
    everyScenario(waits.growingWait, { first: waits.firstGrowing, draws }, (scene) =>
      waits.judgeGrowth(backoff, scene),
    ),
  )
  test(
    'never waits longer than `maxMs`',
    everyScenario(waits.anyWait, { first: waits.firstCapped, draws }, (scene) =>
      waits.judgeCap(backoff, scene),
    ),
  )
  test('makes each wait a random part of the longest', async () => {
    await oneScenario(() => judgeHerd(backoff))()
    await everyScenario(waits.anyWait, { first: waits.firstShares, draws }, (scene) =>
      waits.judgeFullJitter(backoff, scene),
    )()
  })
})

describe('Go further', () => {
  test('keeps a fixed part of the wait, if asked to', async () => {
    await everyScenario(anyJitter, { first: firstJitters, draws }, (scene) =>
      judgeJitter(backoff, scene),
    )()
    await oneScenario(() => judgeRange(backoff))()
  })
  test(
    'reads Retry-After: seconds, a date, or nothing',
    everyScenario(asked.anyHeader, { first: asked.firstHeaders, draws }, (scene) =>
      asked.judgeHeader(retryAfterMs, scene),
    ),
  )
  test(
    'comes back no earlier than the server asks, and not all at once',
    everyScenario(asked.anyAsked, { first: asked.firstAsked, draws: 24 }, (scene) =>
      asked.judgeAsked(backoff, scene),
    ),
  )
})
