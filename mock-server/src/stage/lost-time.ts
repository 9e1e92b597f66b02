/** How often the thread is looked at, in ms. */
const BEAT_MS = 10

/** Timers of an idle machine are up to this late. */
const USUAL_MS = 5

/**
 * Adds up how long a thread had to wait for the processor: the lateness of its timers, without the CPU
 * time that the process used itself meanwhile.
 */
export class LostTime {
  #lostMs = 0
  #atMs: number
  #cpuMs: number

  /** Begins at this moment, after so much CPU time of the process. */
  constructor(atMs: number, cpuMs: number) {
    this.#atMs = atMs
    this.#cpuMs = cpuMs
  }

  /** A timer of {@link BEAT_MS} has fired, at this moment and after so much CPU time of the process. */
  beat(atMs: number, cpuMs: number): void {
    const lateMs = atMs - this.#atMs - BEAT_MS - (cpuMs - this.#cpuMs)
    if (lateMs > USUAL_MS) this.#lostMs += lateMs
    this.#atMs = atMs
    this.#cpuMs = cpuMs
  }

  /** The sum so far, in ms. */
  get lostMs(): number {
    return this.#lostMs
  }
}

/** Watches this thread in real time, until disposed of. In a browser, which can't tell, the sum stays 0. */
export function watchForLostTime(): { readonly lostMs: number } & Disposable {
  const { process } = globalThis as { process?: NodeJS.Process }
  if (typeof process?.cpuUsage !== 'function') return { lostMs: 0, [Symbol.dispose]: () => {} }
  const cpuMs = (): number => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  const lost = new LostTime(performance.now(), cpuMs())
  let timer: ReturnType<typeof setTimeout>
  const beat = (): void => {
    lost.beat(performance.now(), cpuMs())
    timer = setTimeout(beat, BEAT_MS)
  }
  timer = setTimeout(beat, BEAT_MS)
  return {
    get lostMs() {
      return lost.lostMs
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}
