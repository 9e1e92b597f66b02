import { count, fc, shown } from '@overlap/scenarios'
import type { RetryBudgetOptions } from '../types.ts'
import { sentenceFor } from './beliefs.ts'
import { makeBudget, say, type MakeBudget } from './make-budget.ts'
import { answersOf, heldBefore } from './token-model.ts'

/** What happens to one budget. */
export interface TokenScene {
  readonly burst?: number | undefined
  readonly ratio?: number | undefined
  /** One letter for each step: `d` deposits and `w` withdraws. */
  readonly steps: string
}

const steps = (most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.constantFrom('d', 'w'), fc.constantFrom(1, 1, 2, 3, most)), {
      minLength: 1,
      maxLength: 12,
    })
    .map((list) => list.map(([step, times]) => step.repeat(times)).join(''))

/** Ratios that floating point holds exactly. */
export const tokenScenes: fc.Arbitrary<TokenScene> = fc.record({
  ratio: fc.constantFrom(0, 0.0625, 0.125, 0.25, 0.375, 0.5, 0.75, 1, 1.25, 2),
  burst: fc.constantFrom(1, 1.5, 2, 3, 7),
  steps: steps(13),
})

/** Ratios that floating point rounds. */
export const roundedScenes: fc.Arbitrary<TokenScene> = fc.record({
  ratio: fc.constantFrom(0.01, 0.04, 0.05, 0.1, 0.2, 0.3, 0.7, 0.9),
  burst: fc.constantFrom(1, 2, 5),
  steps: steps(100),
})

/** Each goes on after the step that shows a mistake, so that its cause can be told from others. */
export const firstTokenScenes: readonly TokenScene[] = [
  { ratio: 0.5, burst: 3, steps: 'wwwddwdwww' },
  { steps: 'w'.repeat(11) },
  { ratio: 0.25, burst: 2, steps: 'wwdwdwddwddw' },
  { ratio: 0.5, burst: 2, steps: `${'d'.repeat(10)}wwww` },
  { ratio: 2, burst: 2, steps: 'wddwwwwwdw' },
  { ratio: 0.75, burst: 2, steps: 'wwddwdwdww' },
  { ratio: 1, burst: 1.5, steps: 'ddwwdwdw' },
  { ratio: 2, burst: 3, steps: 'wwwdwww' },
  { ratio: 0.125, burst: 1, steps: `w${'d'.repeat(8)}wdw` },
  { ratio: 0.0625, burst: 1, steps: `w${'d'.repeat(16)}wdw` },
  { ratio: 0.5, burst: 1.5, steps: 'wdwwdw' },
]

export const firstRoundedScenes: readonly TokenScene[] = [
  { ratio: 0.1, burst: 1, steps: `w${'d'.repeat(10)}w` },
  { ratio: 0.1, burst: 1, steps: `w${'d'.repeat(9)}w` },
  { burst: 1, steps: `w${'d'.repeat(9)}wdw` },
  { ratio: 0.1, burst: 5, steps: `wwwww${'d'.repeat(50)}wwwwww` },
  { ratio: 0.05, burst: 1, steps: `w${'d'.repeat(19)}wdw` },
  { ratio: 0.04, burst: 1, steps: `w${'d'.repeat(24)}wdw` },
  { ratio: 0.001, burst: 1, steps: `w${'d'.repeat(999)}wdw` },
]

/** Plays a scene on the learner's budget, and beside it on the model of a right one. */
export function judgeTokens(retryBudget: MakeBudget, { steps, ...options }: TokenScene): void {
  const { ratio = 0.1, burst = 10 } = options
  const budget = makeBudget(retryBudget, options as RetryBudgetOptions)
  const given: unknown[] = []
  for (const step of steps) {
    if (step === 'w') given.push(budget.withdraw())
    else budget.deposit()
  }
  const odd = given.findIndex((answer) => typeof answer !== 'boolean')
  say(
    odd >= 0,
    `\`withdraw()\` returned ${shown(given[odd])}. Return \`true\` if it took 1, and \`false\` if less ` +
      'than 1 was left.',
  )
  const script = { ratio, burst, steps }
  const wrong = answersOf(script).findIndex((answer, i) => answer !== given[i])
  if (wrong < 0) return
  const { held, deposits } = heldBefore(script, wrong)
  const taken = given.slice(0, wrong).filter(Boolean).length
  const before =
    deposits === 0
      ? `A new budget with a \`ratio\` of ${ratio} and a \`burst\` of ${burst} ` +
        `${given[wrong] ? 'allowed' : 'refused'} withdrawal number ${wrong + 1}.`
      : `\`withdraw()\` returned \`${String(given[wrong])}\` after ${count(deposits, 'deposit')} and ` +
        `${count(taken, 'successful withdrawal')}. With a \`ratio\` of ${ratio} and a \`burst\` of ${burst}, the budget ` +
        `should hold ${held} at that point.`
  say(true, `${before} ${sentenceFor(script, given as boolean[], wrong)}`)
}
