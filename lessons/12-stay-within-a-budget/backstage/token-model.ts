/** The options of one budget, and what happens to it: `d` deposits and `w` withdraws. */
export interface Script {
  readonly ratio: number
  readonly burst: number
  readonly steps: string
}

/** How a budget could count. `held` is the number that it keeps. */
export interface Model {
  readonly start: (script: Script) => number
  readonly deposit: (held: number, script: Script) => number
  readonly allows: (held: number, script: Script) => boolean
  readonly withdraw: (held: number, allowed: boolean, script: Script) => number
}

/** How a right budget counts. No script holds an amount that is closer to 1 than this. */
export const right: Model = {
  start: ({ burst }) => burst,
  deposit: (held, { ratio, burst }) => Math.min(burst, held + ratio),
  allows: (held) => held >= 1 - 1e-9,
  withdraw: (held, allowed) => (allowed ? held - 1 : held),
}

/** What each `withdraw()` of a script returns. */
export function answersOf(script: Script, model: Model = right): boolean[] {
  return played(script, model).map(({ allowed }) => allowed)
}

/** What a right budget holds before a withdrawal, and how many deposits came before it. */
export function heldBefore(
  script: Script,
  withdrawal: number,
): { readonly held: number; readonly deposits: number } {
  const { held = 0, deposits = 0 } = played(script, right)[withdrawal] ?? {}
  return { held: Number(held.toFixed(6)), deposits }
}

interface Withdrawal {
  readonly held: number
  readonly deposits: number
  readonly allowed: boolean
}

function played(script: Script, model: Model): Withdrawal[] {
  const withdrawals: Withdrawal[] = []
  let held = model.start(script)
  let deposits = 0
  for (const step of script.steps) {
    if (step === 'd') {
      held = model.deposit(held, script)
      deposits += 1
    } else {
      const allowed = model.allows(held, script)
      withdrawals.push({ held, deposits, allowed })
      held = model.withdraw(held, allowed, script)
    }
  }
  return withdrawals
}
