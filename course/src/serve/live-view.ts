import type { ServedMockApi } from '@overlap/mock-server/serve'
import { count, plural } from '../ui/style.ts'

type Counters = ServedMockApi['counters']

/** The part of a terminal, or of a file in its place, that is written to. */
type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>

const EVERY_MS = 250
const EVERY_MS_IN_A_FILE = 5_000
const CLEAR_LINE = '\r\u001B[2K'

/** What is going on, in a line. */
export function liveLine(counters: Counters, perSecond: number): string {
  const { inFlight, failed, abortsSeen, wastedMs } = counters
  const wasted = wastedMs > 0 ? ` (${count(wastedMs)} ms of work wasted)` : ''
  return [
    `${count(perSecond)} calls/s`,
    `${count(inFlight)} in flight`,
    `${count(counters.attempts)} in total`,
    `${count(failed)} failed`,
    `${count(abortsSeen)} aborted${wasted}`,
  ].join('   ')
}

/** What has been going on, in the end. */
export function lastLine({ attempts, failed, abortsSeen }: Counters): string {
  return `Stopped after ${plural(attempts, 'call')}: ${count(failed)} failed, ${count(abortsSeen)} aborted.`
}

/** What {@link startLiveView} started. */
export interface LiveView extends Disposable {
  /** Prints a line that stays. */
  say(line: string): void
}

/** What is said when a client has replaced the network. */
export function replacedLine({ origin, network }: ServedMockApi): string {
  return `The network was replaced, seed ${network.seed}. To read it: curl ${origin}/_network`
}

/**
 * Shows what is going on until it is disposed: one line that is written over again and again, or,
 * where there is no terminal, a line each 5 s in which something has happened.
 */
export function startLiveView(api: ServedMockApi, output: Output): LiveView {
  const everyMs = output.isTTY ? EVERY_MS : EVERY_MS_IN_A_FILE
  // The calls of the last second: one figure for each time it was looked.
  const seen: number[] = [0]
  let shown = ''
  const show = (): void => {
    const { counters } = api
    seen.push(counters.attempts)
    const spanMs = (seen.length - 1) * everyMs
    const calls = Math.max(0, counters.attempts - (seen[0] ?? 0))
    if (spanMs >= 1_000) seen.shift()
    const line = liveLine(counters, (calls * 1_000) / spanMs)
    if (output.isTTY)
      output.write(CLEAR_LINE + line.slice(0, Math.max(1, (output.columns || 80) - 1)))
    else if (line !== shown) output.write(`${line}\n`)
    shown = line
  }
  const timer = setInterval(show, everyMs)
  if (output.isTTY) show()
  return {
    say(line) {
      output.write(`${output.isTTY ? CLEAR_LINE : ''}${line}\n`)
      if (output.isTTY) show()
    },
    [Symbol.dispose]() {
      clearInterval(timer)
      if (output.isTTY) output.write(CLEAR_LINE)
    },
  }
}
