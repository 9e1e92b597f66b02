import type { ServedMockApi } from '@overlap/mock-server/serve'
import { count, plural } from '../ui/style.ts'

type Counters = ServedMockApi['counters']

/** A terminal, or a file that stdout is redirected to. */
type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>

const EVERY_MS = 250
const EVERY_MS_IN_A_FILE = 5_000
const CLEAR_LINE = '\r\u001B[2K'

/** The current state of the shop, in one line. */
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

/** The summary after the shop has stopped. */
export function lastLine({ attempts, failed, abortsSeen }: Counters): string {
  return `Stopped after ${plural(attempts, 'call')}: ${count(failed)} failed, ${count(abortsSeen)} aborted.`
}

/** A live view, started by {@link startLiveView}. Dispose of it to stop it. */
export interface LiveView extends Disposable {
  /** Prints a line above the live line. It is not overwritten. */
  say(line: string): void
}

/** The line that says that a client has replaced the network. */
export function replacedLine({ origin, network }: ServedMockApi): string {
  return `A client replaced the network (seed ${network.seed}). To see it: curl ${origin}/_network`
}

/**
 * Shows the state of the shop until it is disposed of. At a terminal, it keeps updating one line.
 * Otherwise it prints a line every 5 s if something has changed.
 */
export function startLiveView(api: ServedMockApi, output: Output): LiveView {
  const everyMs = output.isTTY ? EVERY_MS : EVERY_MS_IN_A_FILE
  // The total number of calls at each update within the last second.
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
