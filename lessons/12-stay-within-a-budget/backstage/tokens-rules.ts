import { fc, shown } from '@overlap/scenarios'
import type { RetryBudgetOptions } from '../types.ts'
import { makeBudget, say, type MakeBudget } from './make-budget.ts'

type Step = 'deposit' | 'withdraw'

/** What happens to one budget. `parts`: its ratio is so many hundredths, and counted exactly. */
export interface TokenScene {
  readonly burst?: number | undefined
  readonly parts?: number | undefined
  readonly steps: readonly Step[]
}

const steps = (deposits: number): fc.Arbitrary<Step[]> =>
  fc
    .array(
      fc.record({
        step: fc.constantFrom<Step>('deposit', 'withdraw'),
        times: fc.constantFrom(1, 2, 3, deposits),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((list) => list.flatMap(({ step, times }) => repeated(step, times)))

const repeated = (step: Step, times: number): Step[] => Array.from({ length: times }, () => step)

/** Ratios that floating point holds exactly. */
export const tokenScenes: fc.Arbitrary<TokenScene> = fc.record({
  parts: fc.constantFrom(0, 25, 50, 75, 100, 200),
  burst: fc.constantFrom(1, 1.5, 2, 3, 7),
  steps: steps(13),
})

/** Ratios that floating point rounds. */
export const roundedScenes: fc.Arbitrary<TokenScene> = fc.record({
  parts: fc.constantFrom(1, 5, 10, 20, 30, 70, 90),
  burst: fc.constantFrom(1, 2, 5),
  steps: steps(100),
})

const fresh: TokenScene = { parts: 50, burst: 3, steps: repeated('withdraw', 4) }
const empty: readonly Step[] = ['withdraw', 'withdraw']

export const firstTokenScenes: readonly TokenScene[] = [
  fresh,
  { steps: repeated('withdraw', 11) },
  { parts: 50, burst: 2, steps: [...empty, 'deposit', 'withdraw', 'deposit', 'withdraw'] },
  { parts: 50, burst: 2, steps: [...repeated('deposit', 10), ...repeated('withdraw', 3)] },
  { parts: 100, burst: 1.5, steps: ['deposit', 'deposit', ...empty] },
  { parts: 200, burst: 3, steps: [...repeated('withdraw', 3), 'deposit', ...empty, 'withdraw'] },
]

export const firstRoundedScenes: readonly TokenScene[] = [
  { parts: 10, burst: 1, steps: ['withdraw', ...repeated('deposit', 10), 'withdraw'] },
  { parts: 10, burst: 1, steps: ['withdraw', ...repeated('deposit', 9), 'withdraw'] },
  {
    burst: 1,
    steps: ['withdraw', ...repeated('deposit', 9), 'withdraw', 'deposit', 'withdraw'],
  },
]

export const tellTokens = ({ burst = 10, parts = 10 }: TokenScene): string =>
  `a ratio of ${parts / 100} and a burst of ${burst}`

/** Plays a scene on a budget of the learner's, beside exact arithmetic in hundredths. */
export function judgeTokens(retryBudget: MakeBudget, { burst, parts, steps }: TokenScene): void {
  const options: RetryBudgetOptions = {
    ...(burst !== undefined && { burst }),
    ...(parts !== undefined && { ratio: parts / 100 }),
  }
  const budget = makeBudget(retryBudget, options)
  const most = (burst ?? 10) * 100
  let held = most
  // The same in floating point.
  let rounded = most / 100
  let deposits = 0
  let paid = 0
  // What it would hold if refused retries cost 1, too.
  let charged = most
  let paidInARow = 0
  for (const step of steps) {
    if (step === 'deposit') {
      budget.deposit()
      held = Math.min(most, held + (parts ?? 10))
      charged = Math.min(most, charged + (parts ?? 10))
      rounded = Math.min(most / 100, rounded + (parts ?? 10) / 100)
      deposits += 1
      paidInARow = 0
      continue
    }
    const given: unknown = budget.withdraw()
    const isRight = given === held >= 100
    const holds = `It holds ${held / 100} then`
    const before =
      `after ${deposits} ${deposits === 1 ? 'deposit' : 'deposits'} and ` +
      `${paid} ${paid === 1 ? 'retry that was' : 'retries that were'} paid for`
    say(
      given !== true && given !== false,
      `\`withdraw()\` returned ${shown(given)}. Return \`true\` if the budget pays for the retry, and ` +
        '`false` if not.',
    )
    say(
      !isRight && given === false && deposits === 0,
      `A new budget with a burst of ${most / 100} refused retry number ${paid + 1}. A budget starts full: ` +
        'it holds `burst`, and each retry takes 1.',
    )
    say(
      !isRight && given === false && rounded < 1,
      `\`withdraw()\` returned \`false\` ${before}. In floating point the budget comes to ${rounded}, but ` +
        `exactly it holds ${held / 100}, which pays for a retry. Allow for the rounding error.`,
    )
    say(
      !isRight && given === false && charged < 100,
      `\`withdraw()\` returned \`false\` ${before}. ${holds}. A retry that was refused must not take anything out.`,
    )
    say(
      !isRight && given === false,
      `\`withdraw()\` returned \`false\` ${before}. ${holds}: each deposit adds \`ratio\`, and each retry ` +
        'takes 1.',
    )
    say(
      !isRight && given === true && deposits === 0,
      `A new budget with a burst of ${most / 100} paid for retry number ${paid + 1}. It starts with \`burst\`, and ` +
        'each retry takes 1.',
    )
    say(
      !isRight && paidInARow + 1 > most / 100,
      `After ${deposits} deposits a budget with a burst of ${most / 100} ` +
        `paid for ${paidInARow + 1} retries in a row. A budget never holds more than \`burst\`, however ` +
        'many calls have paid in.',
    )
    say(
      !isRight && held > 0,
      `The budget held ${held / 100}, and \`withdraw()\` returned \`true\`. A retry costs 1, so refuse it ` +
        'while less than 1 is left.',
    )
    say(!isRight, `\`withdraw()\` returned \`true\` ${before}. ${holds}, so refuse the retry.`)
    charged -= 100
    if (given === true) {
      held -= 100
      rounded -= 1
      paid += 1
      paidInARow += 1
    }
  }
}
