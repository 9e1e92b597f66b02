import { shown } from '@overlap/scenarios'
import { Misconception } from '@overlap/trace'
import type { RetryBudget, RetryBudgetOptions } from '../types.ts'

/** The learner's `retryBudget`. */
export type MakeBudget = (options?: RetryBudgetOptions) => RetryBudget

/** A diagnosis where there is nothing to draw. */
export function say(happened: boolean, sentence: string): void {
  if (happened) throw new Misconception(sentence, '')
}

/** One budget must not use up another. */
export function judgeTwoBudgets(retryBudget: MakeBudget): void {
  const [one, other] = [
    makeBudget(retryBudget, { burst: 1 }),
    makeBudget(retryBudget, { burst: 1 }),
  ]
  one.withdraw()
  say(
    !other.withdraw(),
    'One budget was used up, and another one was empty, too. Each server needs a budget of its own. Keep ' +
      'the number inside `retryBudget`.',
  )
}

/** Options out of range are refused when the budget is made. */
export function judgeRange(retryBudget: MakeBudget): void {
  for (const options of [{ ratio: -1 }, { ratio: NaN }, { burst: 0.5 }, { burst: Infinity }]) {
    let thrown: unknown
    try {
      retryBudget(options)
    } catch (error) {
      thrown = error
    }
    say(
      !(thrown instanceof RangeError),
      `\`retryBudget(${shown(options).slice(1, -1)})\` ` +
        `${thrown === undefined ? 'made a budget' : `threw ${shown(thrown)}`}. Throw a RangeError. ` +
        '`checkBudget` of the starter does that.',
    )
  }
}

/** Makes a budget, and says what is missing if it can't be used as one. */
export function makeBudget(retryBudget: MakeBudget, options: RetryBudgetOptions): RetryBudget {
  let made: Partial<RetryBudget> | undefined
  try {
    made = retryBudget(options)
  } catch (error) {
    throw new Misconception(
      `\`retryBudget(${shown(options).slice(1, -1)})\` threw ${shown(error)}. Return a budget.`,
      '',
      { cause: error },
    )
  }
  const missing = (['deposit', 'withdraw'] as const).filter(
    (name) => typeof made?.[name] !== 'function',
  )
  say(
    missing.length > 0,
    `\`retryBudget\` returned ${shown(made)}, which has no function \`${missing.join('` and no `')}\`.`,
  )
  return made as RetryBudget
}
