import { virtualTime } from '../index.ts'

/** The clock of a stage. */
export interface StageClock extends Disposable {
  sleep(ms: number): Promise<void>
  burn(ms: number): void
}

/** Real time. */
export function realClock(): StageClock {
  return {
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    burn: (ms) => {
      const untilMs = performance.now() + ms
      while (performance.now() < untilMs);
    },
    [Symbol.dispose]: () => {},
  }
}

/** Virtual time, which jumps to the next event. */
export function virtualClock(): StageClock {
  const time = virtualTime()
  return {
    sleep: (ms) => time.sleep(ms),
    burn: (ms) => time.spend(ms),
    [Symbol.dispose]: () => time[Symbol.dispose](),
  }
}
