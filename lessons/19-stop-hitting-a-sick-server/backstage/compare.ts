import { simulate, type VirtualTime } from '@overlap/mock-server'
import { circuitBreaker as cockatielBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel'
import Opossum from 'opossum'
import { circuitBreaker } from './solution.ts'

const failures = 3
const coolDownMs = 500

type Call = (takesMs: number, fails?: boolean) => Promise<unknown>

/** The same breaker by several libraries: three failures open it, and a probe may follow after 500 ms. */
const libraries: Record<string, (fn: Call) => { call: Call; close?: () => void }> = {
  cockatiel: (fn) => {
    const policy = cockatielBreaker(handleAll, {
      halfOpenAfter: coolDownMs,
      breaker: new ConsecutiveBreaker(failures),
    })
    return { call: (...args) => policy.execute(() => fn(...args)) }
  },
  opossum: (fn) => {
    const breaker = new Opossum(fn, {
      timeout: false,
      resetTimeout: coolDownMs,
      volumeThreshold: failures,
    })
    return { call: (...args) => breaker.fire(...args), close: () => breaker.shutdown() }
  },
  circuitBreaker: (fn) => ({ call: circuitBreaker(fn, { failures, coolDownMs }) }),
}

/** What happens in one library, in virtual time. */
async function play<T>(
  name: string,
  scene: (call: Call, time: VirtualTime, begun: number[]) => Promise<T>,
): Promise<T> {
  const run = await simulate({}, async (_, time) => {
    const begun: number[] = []
    const fn: Call = async (takesMs, fails = false) => {
      begun.push(time.nowMs)
      await time.sleep(takesMs)
      if (fails) throw new Error('the database is slow')
    }
    const { call, close } = libraries[name]!(fn)
    try {
      return await scene(call, time, begun)
    } finally {
      close?.()
    }
  })
  return run.value
}

const isFine = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false,
  )

/** Three calls fail by 30 ms, so the circuit is open until 530 ms. */
async function open(call: Call, time: VirtualTime): Promise<void> {
  for (let i = 0; i < failures; i += 1) await isFine(call(10, true))
  await time.sleep(600 - time.nowMs)
}

/** Ten calls come at 600 ms. One is the probe, which takes 100 ms. When are the others done, and how? */
const crowd = (name: string): Promise<string> =>
  play(name, async (call, time, begun) => {
    await open(call, time)
    const before = begun.length
    const [, other] = Array.from({ length: 10 }, () => isFine(call(100)))
    const during = begun.length - before
    const how = (await other) ? 'nine wait, and are done' : 'nine rejected'
    return `${during} begun, ${how} at ${time.nowMs} ms`
  })

/**
 * A call that began before the circuit opened ends at 650 ms, during the probe, which takes from 600 to 700 ms.
 * Is a call let through then, and when the probe has succeeded?
 */
const late = (name: string, fails: boolean): Promise<string> =>
  play(name, async (call, time, begun) => {
    void isFine(call(650, fails))
    await open(call, time)
    const calls = [isFine(call(100))]
    const isLetThrough = async (atMs: number): Promise<boolean> => {
      await time.sleep(atMs - time.nowMs)
      const before = begun.length
      calls.push(isFine(call(10)))
      await time.sleep(1)
      return begun.length > before
    }
    const isEarly = await isLetThrough(660)
    const isClosed = await isLetThrough(800)
    await Promise.all(calls)
    return isEarly ? 'closes it' : isClosed ? 'nothing' : 'opens it again'
  })

/** How many failures open the circuit with the default options: opossum. */
const first = (): Promise<number> =>
  simulate({}, async (_, time) => {
    const breaker = new Opossum(async () => {
      await time.sleep(10)
      throw new Error('once')
    })
    let calls = 0
    while (!breaker.opened && calls < 10) {
      calls += 1
      await isFine(breaker.fire())
    }
    breaker.shutdown()
    return calls
  }).then(({ value }) => value)

/** What each library does when ten calls come after the cool-down, and with late answers. */
export async function compare(): Promise<{
  readonly table: Record<string, Record<string, string>>
  readonly failuresThatOpenOpossum: number
}> {
  const table: Record<string, Record<string, string>> = {}
  for (const name of Object.keys(libraries)) {
    table[name] = {
      'ten calls after the cool-down': await crowd(name),
      'a late failure during the probe': await late(name, true),
      'a late success during the probe': await late(name, false),
    }
  }
  return { table, failuresThatOpenOpossum: await first() }
}

if (import.meta.main) {
  const { table, failuresThatOpenOpossum } = await compare()
  console.table(table)
  console.log(`With its default options, opossum opens after ${failuresThatOpenOpossum} failure.`)
}
