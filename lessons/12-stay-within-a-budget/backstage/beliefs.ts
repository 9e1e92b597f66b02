import { answersOf, right, type Model, type Script } from './token-model.ts'

/** Wrong ways to count, and what to say about them. */
const beliefs: readonly (readonly [Partial<Model>, string])[] = [
  [{ start: () => 0 }, 'A budget starts with `burst`, and each withdrawal takes 1.'],
  [{ start: ({ burst }) => Math.floor(burst) }, 'It starts with `burst`, the fraction included.'],
  [
    { deposit: (held, { ratio }) => held + ratio },
    'A budget never holds more than `burst`, however many calls have deposited.',
  ],
  [
    { deposit: (held, { ratio, burst }) => (held < burst ? held + ratio : held) },
    'A deposit fills the budget up to `burst` and no further: cut off the rest.',
  ],
  [
    { deposit: (held, { ratio, burst }) => Math.min(burst + ratio, held + ratio) },
    'A budget never holds more than `burst`, not even after a deposit.',
  ],
  [
    { deposit: (held, { ratio, burst }) => (held + ratio <= burst ? held + ratio : held) },
    "If there isn't room for a whole deposit, fill the budget up to `burst`.",
  ],
  [
    { deposit: (held, { ratio, burst }) => Math.min(burst, held + (ratio || 0.1)) },
    '`ratio` may be 0, and then a deposit adds nothing. `||` replaces 0 with the default: use `??`.',
  ],
  [
    {
      start: ({ ratio, burst }) => burst / ratio,
      deposit: (held, { ratio, burst }) => Math.min(burst / ratio, held + 1),
      allows: (held, { ratio }) => !(held < 1 / ratio),
      withdraw: (held, allowed, { ratio }) => (allowed ? held - 1 / ratio : held),
    },
    'Your answers fit a budget that divides by `ratio`. It may be 0, and in floating point the result is rounded.',
  ],
  [
    { deposit: (held, { burst }) => Math.min(burst, held + 1) },
    'Your answers fit a budget in which each deposit adds 1. It adds `ratio`.',
  ],
  [
    { allows: (held) => held > 1e-9 },
    'A withdrawal takes 1, so refuse it while less than 1 is left.',
  ],
  [{ withdraw: (held) => held - 1 }, 'A withdrawal that was refused must not take anything.'],
  [
    { withdraw: (held, allowed) => (allowed ? held - 1 : 0) },
    'A withdrawal that was refused must not take anything.',
  ],
  [
    { withdraw: (held, allowed) => (allowed ? Math.floor(held) - 1 : held) },
    'A withdrawal takes 1 and leaves the fraction, so that later deposits add to it.',
  ],
  [rounding((held) => Math.round(held * 10) / 10), "Don't round to tenths: small deposits add up."],
  [
    rounding((held) => Math.round(held * 100) / 100),
    "Don't round to hundredths: small deposits add up.",
  ],
  [{ deposit: (held) => held }, 'Your answers fit a budget in which `deposit()` adds nothing.'],
  [rounding(Math.floor), 'A deposit adds `ratio`, and nothing is rounded: small deposits add up.'],
  [{ withdraw: (held) => held }, 'It starts with `burst`, and each withdrawal takes 1.'],
]

function rounding(round: (held: number) => number): Partial<Model> {
  return { deposit: (held, { ratio, burst }) => Math.min(burst, round(held + ratio)) }
}

const roundingError =
  'In floating point, the deposits add up to a little less than that. Allow for the rounding error.'

const tooExact = 'The rounding error grows with each deposit. `Number.EPSILON` is too small for it.'

/** What to say to answers that are wrong from one withdrawal on: the belief that explains all of them. */
export function sentenceFor(script: Script, given: readonly boolean[], wrong: number): string {
  const fits = (model: Partial<Model>): boolean =>
    answersOf(script, { ...right, ...model }).every((answer, i) => answer === given[i])
  if (fits({ allows: (held) => held >= 1 - Number.EPSILON })) return tooExact
  if (fits({ allows: (held) => held >= 1 })) return roundingError
  const [, sentence] = beliefs.find(([model]) => fits(model)) ?? []
  if (sentence) return sentence
  return given[wrong]
    ? 'A deposit adds `ratio`, and a withdrawal needs 1. Refuse it while less than 1 is left.'
    : 'A deposit adds `ratio`, a withdrawal takes 1, and nothing else changes the number.'
}
