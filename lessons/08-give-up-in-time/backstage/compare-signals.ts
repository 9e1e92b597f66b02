import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const noop = (): void => {}

/** A day: no timer ends while this runs. */
const longMs = 86_400_000

/** Makes a signal for one call, for a caller whose signal lives as long as the program. */
const ways: Record<string, (caller: AbortSignal) => AbortSignal> = {
  'any([caller])': (caller) => AbortSignal.any([caller]),
  'any([caller]), listener removed': (caller) => {
    const signal = AbortSignal.any([caller])
    signal.addEventListener('abort', noop)
    signal.removeEventListener('abort', noop)
    return signal
  },
  'any([caller]), listener left': (caller) => {
    const signal = AbortSignal.any([caller])
    signal.addEventListener('abort', noop)
    return signal
  },
  'timeout(ms)': () => AbortSignal.timeout(longMs),
  'timeout(ms), listener left': () => {
    const signal = AbortSignal.timeout(longMs)
    signal.addEventListener('abort', noop)
    return signal
  },
  'timeout(ms), used in any([caller, …])': (caller) => {
    const timeout = AbortSignal.timeout(longMs)
    AbortSignal.any([caller, timeout])
    return timeout
  },
}

/** Whether the signals of 100 calls are still in memory when the calls have ended. */
export async function compareSignals(): Promise<Record<string, string>> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const table: Record<string, string> = {}
  const caller = new AbortController()
  for (const [name, make] of Object.entries(ways)) {
    const made = Array.from({ length: 100 }, () => new WeakRef(make(caller.signal)))
    for (let i = 0; i < 5; i += 1) {
      await sleep(1)
      collect()
    }
    const kept = made.filter((ref) => ref.deref() !== undefined).length
    table[name] = kept > 50 ? 'in memory' : 'collected'
  }
  caller.abort()
  return table
}

if (import.meta.main) console.table(await compareSignals())
