import { expect, test } from 'vitest'
import { virtualTime } from '../time/virtual-time.ts'

/**
 * Does something with timers, and notes what happens. It may note only what Node guarantees on a busy
 * machine, too: no real moments, and no order that depends on how long a statement takes, such as
 * that of a timer and an immediate.
 */
export type Scenario = (log: (entry: unknown) => void) => unknown

/** Tests that each scenario notes the same under virtual time as in the Node that runs the test. */
export function testOnBothClocks(scenarios: Readonly<Record<string, Scenario>>): void {
  test.each(Object.entries(scenarios))('%s', async (_, scenario) => {
    const real = await played(scenario)
    using _time = virtualTime()
    expect(await played(scenario)).toEqual(real)
    expect(real).not.toEqual([])
  })
}

async function played(scenario: Scenario): Promise<unknown[]> {
  const log: unknown[] = []
  await scenario((entry) => log.push(entry))
  return log
}

/** All that code can see of an error, but for its stack. */
export function seen(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, cause } = error
  return { name, message, cause, code: Reflect.get(error, 'code'), keys: Object.keys(error) }
}

/** What a promise comes to. */
export async function outcomeOf(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    return { value: await promise }
  } catch (error) {
    return { error: seen(error) }
  }
}
