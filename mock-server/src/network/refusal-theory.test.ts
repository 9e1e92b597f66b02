import { expect, test } from 'vitest'
import type { Capacity } from './capacity.ts'
import { createPurpose, createStream, draw } from './draws.ts'
import { createNetworkModel } from './model.ts'
import type { Servers, Started } from './server.ts'

const serviceMs = 10_000

/**
 * Refusals have preemptive-resume priority over calls. For Poisson arrivals and one slot, with ρ₁ the
 * load of refusals and ρ₂ that of calls, a call stays on average
 * E[S₂] ÷ (1 − ρ₁) + (λ₁E[S₁²] + λ₂E[S₂²]) ÷ 2(1 − ρ₁)(1 − ρ₁ − ρ₂)
 * (L. Kleinrock, Queueing Systems, volume II, 1976).
 */
test('calls stay as long as theory says of work that refusals interrupt, within 5 %', async () => {
  const refusalMs = 4000
  const load = { refusals: 0.3, calls: 0.4 }
  const gaps = exponential('gaps of calls', serviceMs / load.calls)
  const refusalGaps = exponential('gaps of refusals', refusalMs / load.refusals)
  const works = exponential('work on calls', serviceMs)
  const refusalWorks = exponential('work on refusals', refusalMs)

  const { staysMs } = await run({ slots: 1, queue: 1e6, refusal: 1 }, 400_000, [
    { gapMs: gaps, arrive: (enter) => enter(works()) },
    {
      gapMs: refusalGaps,
      arrive: (_, servers) => servers.refuse({ server: '', serviceMs: refusalWorks() }),
    },
  ])

  const mean = staysMs.reduce((sum, ms) => sum + ms, 0) / staysMs.length
  const free = 1 - load.refusals
  // Of an exponential variable E[S²] is 2E[S]², so that λE[S²] ÷ 2 is ρE[S].
  const residualMs = load.refusals * refusalMs + load.calls * serviceMs
  const expected = serviceMs / free + residualMs / (free * (free - load.calls))
  expect(Math.abs(mean / expected - 1)).toBeLessThan(0.05)
})

/**
 * All slots are busy: served calls take the whole service time, shed ones the share `refusal` of it.
 * So of λ calls a second μ(1 − refusal × λ/μ) ÷ (1 − refusal) are served, and none beyond μ ÷ refusal.
 */
test.each([1.5, 2, 3, 4, 5, 8])(
  'at %d times its capacity a server does as much work as refusals leave time for',
  async (overload) => {
    const slots = 4
    const refusal = 0.2
    const gapMs = () => serviceMs / slots / overload
    const { staysMs, nowMs } = await run({ slots, queue: 20, refusal }, 20_000, [
      { gapMs, arrive: (enter) => enter(serviceMs) },
    ])
    const served = (staysMs.length * serviceMs) / slots / nowMs
    const expected = Math.max(0, (1 - refusal * overload) / (1 - refusal))
    expect(Math.abs(served - expected)).toBeLessThan(0.02)
  },
)

interface Source {
  readonly gapMs: () => number
  readonly arrive: (enter: (serviceMs: number) => void, servers: Servers) => void
}

/** Runs a server in an event loop of its own: the next arrival or departure, whichever is first. */
async function run(capacity: Capacity, arrivals: number, sources: readonly Source[]) {
  const clock = { now: 0, nowMs: () => clock.now }
  const { servers } = createNetworkModel({ capacity }, clock)
  const inService: { dueMs: number; readonly arrivedMs: number; readonly call: Started }[] = []
  const staysMs: number[] = []
  const next = sources.map((source) => ({ ...source, atMs: source.gapMs() }))

  function enter(serviceMs: number) {
    const arrivedMs = clock.now
    void servers.enter({ server: '', serviceMs }).then((call) => {
      if (!call.shed) inService.push({ dueMs: clock.now + call.remainingMs(), arrivedMs, call })
    })
  }

  for (let arrived = 0; arrived < arrivals;) {
    next.sort((a, b) => a.atMs - b.atMs)
    inService.sort((a, b) => a.dueMs - b.dueMs)
    const [source] = next
    const [first] = inService
    if (first && first.dueMs <= source!.atMs) {
      clock.now = first.dueMs
      const leftMs = first.call.remainingMs()
      first.dueMs += leftMs
      if (leftMs === 0) {
        inService.shift()
        staysMs.push(clock.now - first.arrivedMs)
        first.call.leave()
      }
    } else {
      arrived++
      clock.now = source!.atMs
      source!.arrive(enter, servers)
      source!.atMs += source!.gapMs()
    }
    await Promise.resolve()
  }
  return { staysMs, nowMs: clock.now }
}

/** Draws from an exponential distribution, always the same ones. */
function exponential(name: string, mean: number): () => number {
  const stream = createStream(1, name, '')
  const purpose = createPurpose(name)
  let drawn = 0
  return () => -mean * Math.log(draw(stream, drawn++, purpose))
}
