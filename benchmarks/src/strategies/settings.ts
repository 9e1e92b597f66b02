import { failureFromText, latencyFromText, type Failure, type Latency } from '@overlap/mock-server'
import { numberText } from '@overlap/trace'
import { InvalidArgumentError, type Command } from 'commander'
import { mostCalls } from './paths.ts'
import { strategyKeys, type StrategyKey } from './strategies.ts'

/** What is run. */
export interface Settings {
  /** Default: 200, but 40 over real sockets, which take real time. */
  readonly calls?: number
  /** More than one: the pool runs with each of them. */
  readonly limit: readonly number[]
  /** How many calls a second. Default: a quarter of the calls. */
  readonly rate?: number
  /** Only these strategies. Default: all. */
  readonly only?: readonly StrategyKey[]
  readonly seed: number
  /** Replaces the five shapes. */
  readonly latency?: Latency
  /** Fails calls of every strategy, not only of the one that retries. */
  readonly fail?: Failure
  /** How many calls the server works on at once; the others wait. Default: 20 if there are several limits, otherwise any number. */
  readonly capacity?: number
  /** Runs over real sockets, too. */
  readonly real?: boolean
}

const MOST_LIMIT = 10_000

/** How many calls each strategy makes. */
export const callsOf = ({ calls, real }: Settings): number => calls ?? (real === true ? 40 : 200)

/** `1 call`, `200 calls` */
export const callsText = (calls: number): string =>
  `${numberText(calls)} ${calls === 1 ? 'call' : 'calls'}`

/** How many calls the strategy with a rate may send in a second. */
export const rateOf = (settings: Settings): number =>
  settings.rate ?? Math.ceil(callsOf(settings) / 4)

/** Adds the flags of {@link Settings}. */
export function addSettings(command: Command): void {
  command
    .option(
      '--calls <n>',
      'how many calls (default: 200, or 40 with --real)',
      wholeNumber(mostCalls),
    )
    .option('--limit <n,n>', 'how many in flight; several make a curve', limits, [10])
    .option('--latency <latency>', 'lognormal:120:900 … instead of the five shapes', latency)
    .option('--fail <failure>', 'let calls of every strategy fail: 503:5%, refused:0.1', failure)
    .option(
      '--rate <n>',
      'calls a second, for the strategy with a rate (default: a quarter of the calls)',
      wholeNumber(MOST_LIMIT),
    )
    .option(
      '--capacity <n>',
      'how many calls the server works on at once (default: any number; with several limits, 20)',
      wholeNumber(MOST_LIMIT),
    )
    .option('--only <ways>', `some of ${strategyKeys.join(',')}`, only)
    .option('--seed <n>', 'seed of the latencies and failures', seed, 1)
    .option('--real', 'run over real sockets, too')
}

const wholeNumber =
  (most: number) =>
  (text: string): number => {
    const value = /^\d+$/u.test(text) ? Number(text) : NaN
    if (value >= 1 && value <= most) return value
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${most}.`)
  }

function limits(text: string): number[] {
  const numbers = text.split(',').map(wholeNumber(MOST_LIMIT))
  return [...new Set(numbers)].toSorted((a, b) => a - b)
}

function only(text: string): StrategyKey[] {
  const words = text.split(',')
  const unknown = words.find((word) => !strategyKeys.some((key) => key === word))
  if (unknown === undefined) return strategyKeys.filter((key) => words.includes(key))
  throw new InvalidArgumentError(`Expected some of ${strategyKeys.join(',')}; got "${unknown}".`)
}

function seed(text: string): number {
  if (/^\d{1,15}$/u.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number such as 7.')
}

const latency = (text: string): Latency => read(latencyFromText, text)
function failure(text: string): Failure {
  const fail = read(failureFromText, text)
  if (fail.kind !== 'hang' && fail.kind !== 'stall') return fail
  throw new InvalidArgumentError(
    `Expected a failure that ends: calls that fail with ${fail.kind} never do, and the strategies have no timeout.`,
  )
}

function read<T>(parse: (text: string) => T, text: string): T {
  try {
    return parse(text)
  } catch (error) {
    const [first = '', ...rest] = (error as Error).message
    throw new InvalidArgumentError(`${first.toUpperCase()}${rest.join('')}.`)
  }
}
