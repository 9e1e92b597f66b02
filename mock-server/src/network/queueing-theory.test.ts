import { queueWait } from '@overlap/trace'
import { beforeAll, describe, expect, test } from 'vitest'
import { createPurpose, createStream, draw } from './draws.ts'
import { createNetworkModel } from './model.ts'
import type { Started } from './server.ts'

const serviceMs = 10_000

/**
 * Poisson arrivals, exponential service, c slots, an endless queue: M/M/c. Waits of neighbours are
 * much alike, so a mean of them needs a long run: at this load and length other seeds lie within
 * about 2 % (one standard deviation) of theory.
 */
describe.each([1, 3])('M/M/%d at a load of 0.7', (slots) => {
  const load = 0.7
  const arrivalsPerSecond = (1000 * load * slots) / serviceMs
  const theory = queueWait({ arrivalsPerSecond, serviceMs, servers: slots })
  let run: Awaited<ReturnType<typeof simulate>>
  beforeAll(async () => {
    run = await simulate(slots, load)
  })

  test('calls wait as long as the Erlang C formula says, within 5 %', () => {
    const { waits } = run
    const mean = waits.reduce((sum, ms) => sum + ms, 0) / waits.length
    expect(Math.abs(mean / theory.waitMs - 1)).toBeLessThan(0.05)
  })

  test('as many calls have to wait as Erlang C says, within 5 %', () => {
    const { waits } = run
    const share = waits.filter((ms) => ms > 0).length / waits.length
    expect(Math.abs(share / theory.waitShare - 1)).toBeLessThan(0.05)
  })

  test("Little's law holds exactly: the mean number inside is rate times mean stay", () => {
    const { staysMs, areaMs } = run
    // L = area ÷ time, λ = calls ÷ time, W = stays ÷ calls; time and calls cancel out.
    expect(areaMs).toBe(staysMs)
  })
})

/** Runs the server model in a small event loop of its own: the next arrival or departure, whichever is first. */
async function simulate(slots: number, load: number, calls = 300_000) {
  const clock = { now: 0, nowMs: () => clock.now }
  const capacity = { slots, queue: calls, serviceMs: { exponential: { mean: serviceMs } } }
  const model = createNetworkModel({ capacity }, clock)
  const arrivals = createStream(1, 'arrivals', '')
  const purpose = createPurpose('gap')
  const departures: { atMs: number; admission: Started }[] = []
  const waits: number[] = []
  let staysMs = 0
  let areaMs = 0

  function arrive() {
    const call = { method: 'GET', path: '/', route: '/', atMs: clock.now }
    const plan = model.plan(call)
    const arrivedMs = clock.now
    void model.servers.enter(plan).then((admission) => {
      if (admission.shed) throw new Error('shed')
      const startedMs = clock.now
      waits.push(startedMs - arrivedMs)
      staysMs += startedMs + plan.serviceMs - arrivedMs
      departures.push({ atMs: startedMs + plan.serviceMs, admission })
      departures.sort((a, b) => a.atMs - b.atMs)
    })
  }

  function passTo(ms: number) {
    areaMs += (ms - clock.now) * (model.servers.inService + model.servers.queued)
    clock.now = ms
  }

  let nextArrivalMs = 0
  for (let arrived = 0; arrived < calls || departures.length > 0;) {
    const next = departures[0]
    if (arrived < calls && nextArrivalMs <= (next?.atMs ?? Infinity)) {
      passTo(nextArrivalMs)
      arrive()
      const gapMs = -(serviceMs / slots / load) * Math.log(draw(arrivals, arrived++, purpose))
      nextArrivalMs += Math.round(gapMs)
    } else if (next) {
      passTo(next.atMs)
      departures.shift()?.admission.leave()
    }
    await Promise.resolve() // whoever has just got a slot hears of it before time goes on
  }
  return { waits, staysMs, areaMs }
}
