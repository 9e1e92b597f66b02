import { everyScenario, oneScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { backoff, retryAfterMs } from '#lesson'
import { anyAsked, firstAsked, judgeAsked } from './asked-rules.ts'
import { judgeHerd } from './herd.ts'
import { anyJitter, firstJitters, judgeJitter, judgeRange } from './jitter-rules.ts'
import { anyHeader, firstHeaders, judgeHeader } from './retry-after-rules.ts'
import * as waits from './wait-rules.ts'

const draws = 40

describe('Your task', () => {
  test(
    'multiplies the longest wait by `factor` with each failure',
    everyScenario(waits.growingWait, { first: waits.firstGrowing, draws }, (scene) =>
      waits.judgeGrowth(backoff, scene),
    ),
  )
  test('never waits longer than `maxMs`', async () => {
    await everyScenario(waits.anyWait, { first: waits.firstCapped, draws }, (scene) =>
      waits.judgeCap(backoff, scene),
    )()
    await oneScenario(() => waits.judgeEveryAttempt(backoff))()
  })
  test('makes each wait a random part of the longest', async () => {
    await oneScenario(() => judgeHerd(backoff))()
    await everyScenario(waits.anyWait, { first: waits.firstShares, draws }, (scene) =>
      waits.judgeFullJitter(backoff, scene),
    )()
  })
})

describe('Go further', () => {
  test('keeps part of the wait fixed for `equal` and `none`, and refuses invalid options', async () => {
    await everyScenario(anyJitter, { first: firstJitters, draws }, (scene) =>
      judgeJitter(backoff, scene),
    )()
    await oneScenario(() => judgeRange(backoff))()
  })
  test(
    'reads Retry-After: seconds, a date, or nothing',
    everyScenario(anyHeader, { first: firstHeaders, draws }, (scene) =>
      judgeHeader(retryAfterMs, scene),
    ),
  )
  test(
    'comes back no earlier than the server asks, and not all at once',
    everyScenario(anyAsked, { first: firstAsked, draws: 24 }, (scene) =>
      judgeAsked(backoff, scene),
    ),
  )
})
