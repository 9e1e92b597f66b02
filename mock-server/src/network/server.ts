import type { Admission, NetworkClock, ServerModel, Started } from './model-types.ts'
import { Slots } from './slots.ts'
import type { Tally } from './tally.ts'
import type { Capacity } from './types.ts'

/** {@link ServerModel} with what the model itself needs. */
export interface Servers extends ServerModel {
  /** Gives free slots to those who wait, after the capacity has changed. */
  fill(): void
}

/**
 * All servers of a network.
 *
 * @param capacityOf The capacity of a server at this moment.
 */
export function createServers(
  capacityOf: (server: string) => Capacity | null,
  clock: NetworkClock,
  tally: Tally,
): Servers {
  const servers = new Map<string, Slots>()
  let inService = 0
  let queued = 0

  function slotsOf(server: string): Slots {
    const known = servers.get(server)
    if (known) return known
    const slots = new Slots(() => capacityOf(server))
    servers.set(server, slots)
    return slots
  }

  function start(slots: Slots, moments: { arrivedMs: number; queuedMs?: number }): Started {
    tally.peakInService = Math.max(tally.peakInService, ++inService)
    let held = true
    return {
      shed: false,
      ...moments,
      startedMs: clock.nowMs(),
      leave() {
        if (!held) return
        held = false
        inService--
        slots.leave()
      },
    }
  }

  function enter(
    slots: Slots,
    signal: AbortSignal | undefined,
    onQueued: (() => void) | undefined,
  ): Promise<Admission> {
    const arrivedMs = clock.nowMs()
    const { promise, resolve, reject } = Promise.withResolvers<Admission>()
    const entry = slots.enter(() => {
      queued--
      signal?.removeEventListener('abort', abandon)
      resolve(start(slots, { arrivedMs, queuedMs: arrivedMs }))
    })
    if (entry === 'started') resolve(start(slots, { arrivedMs }))
    else if (entry === 'shed') {
      tally.shed++
      resolve({ shed: true, arrivedMs })
    } else {
      tally.peakQueued = Math.max(tally.peakQueued, ++queued)
      signal?.addEventListener('abort', abandon, { once: true })
      onQueued?.()
    }
    function abandon() {
      if (typeof entry === 'string' || !slots.abandon(entry)) return
      queued--
      tally.abandoned++
      reject(signal?.reason)
    }
    return promise
  }

  return {
    get inService() {
      return inService
    },
    get queued() {
      return queued
    },
    enter(plan, signal, onQueued) {
      if (signal?.aborted) return Promise.reject(signal.reason)
      return enter(slotsOf(plan.server), signal, onQueued)
    },
    fill() {
      for (const slots of servers.values()) slots.fill()
    },
  }
}
