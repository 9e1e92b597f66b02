import { everyScenario } from '@overlap/scenarios'
import { describe, test } from 'vitest'
import { keepTrying, retryBudget } from '#lesson'
import { withdrawsForRetries, type Rule } from './budget-rules.ts'
import { endsAtDeadline, beginsNoPointlessWait } from './deadline-rules.ts'
import { withdrawsForNothingElse } from './withdraw-rules.ts'
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
    everyScenario(tokens.tokenScenes, { first: tokens.firstTokenScenes, draws: 200 }, (scene) => {
      tokens.judgeTokens(retryBudget, scene)
      judgeTwoBudgets(retryBudget)
    }),
  )
  test('deposits once for each call and withdraws for each retry', holds(withdrawsForRetries))
  test('ends at the deadline, attempts and waits included', holds(endsAtDeadline))
})

describe('Go further', () => {
  test('rejects right away if the wait would outlast the deadline', holds(beginsNoPointlessWait))
  test('withdraws only for retries that are made', holds(withdrawsForNothingElse))
  test(
    'counts exactly: ten deposits of 0.1 allow one retry',
    everyScenario(
      tokens.roundedScenes,
      { first: tokens.firstRoundedScenes, draws: 200 },
      (scene) => {
        tokens.judgeTokens(retryBudget, scene)
        judgeRange(retryBudget)
      },
    ),
  )
  test('does everything else that `retry` does', holds(staysRetry))
})
