import { everyScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { keepTrying, retryBudget } from '#lesson'
import { paysForRetries, type Rule } from './budget-rules.ts'
import { endsAtDeadline, waitsNotInVain } from './deadline-rules.ts'
import { paysForNothingElse } from './pay-rules.ts'
import { judgeRange, judgeTwoBudgets } from './make-budget.ts'
import { play } from './play.ts'
import { staysRetry } from './retry-rules.ts'
import * as tokens from './tokens-rules.ts'

const draws = 24

function holds({ drawn, first, judge }: Rule): () => Promise<void> {
  return everyScenario(drawn, { first, draws }, async (scene) =>
    judge(await play(keepTrying, scene), scene),
  )
}

describe('Your task', () => {
  test(
    'keeps a budget that deposits fill and retries use up',
    everyScenario(
      tokens.tokenScenes,
      { first: tokens.firstTokenScenes, draws: 40, tell: tokens.tellTokens },
      (scene) => {
        tokens.judgeTokens(retryBudget, scene)
        judgeTwoBudgets(retryBudget)
      },
    ),
  )
  test('deposits once for each call and withdraws for each retry', holds(paysForRetries))
  test('ends at the deadline, attempts and waits included', holds(endsAtDeadline))
})

describe('Go further', () => {
  test('begins no wait that would last until the deadline', holds(waitsNotInVain))
  test('pays only for retries that are made', holds(paysForNothingElse))
  test(
    'counts exactly: ten deposits of 0.1 pay for one retry',
    everyScenario(
      tokens.roundedScenes,
      { first: tokens.firstRoundedScenes, draws: 40, tell: tokens.tellTokens },
      (scene) => {
        tokens.judgeTokens(retryBudget, scene)
        judgeRange(retryBudget)
      },
    ),
  )
  test('keeps every promise of `retry`', holds(staysRetry))
})
