import { virtualTime } from '../index.ts'
import { watchForLostTime } from './lost-time.ts'

/** The clock of a stage. */
export interface StageClock extends Disposable {
  sleep(ms: number): Promise<void>
  burn(ms: number): void
  /** Watches how long the thread waits for the processor, until disposed of. */
  watchForLostTime(): { readonly lostMs: number } & Disposable
}

/** Real time. */
export function realClock(): StageClock {
  return {
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    burn: (ms) => {
      const untilMs = performance.now() + ms
      while (performance.now() < untilMs);
    },
    watchForLostTime,
    [Symbol.dispose]: () => {},
  }
}

/** Virtual time, which jumps to the next event. */
export function virtualClock(): StageClock {
  const time = virtualTime()
  return {
    sleep: (ms) => time.sleep(ms),
    burn: (ms) => time.spend(ms),
    watchForLostTime: () => ({ lostMs: 0, [Symbol.dispose]: () => {} }),
    [Symbol.dispose]: () => time[Symbol.dispose](),
  }
}
