import * as v from 'valibot'
import {
  isObject,
  leaf,
  longestMs,
  milliseconds,
  number,
  object,
  onlyKeys,
  positive,
} from './schema.ts'

/**
 * How long something takes, in milliseconds. A number is a constant, and an object names a
 * distribution. Every draw is rounded to a whole millisecond, the resolution of timers. A negative
 * draw counts as 0.
 *
 * - `uniform`: evenly between two bounds.
 * - `normal`: a bell around `mean`, cut off at 0.
 * - `lognormal`: the usual shape of a service's latency, given by its median and 99th percentile.
 * - `exponential`: memoryless; what queueing theory assumes.
 * - `pareto`: a heavy tail from `min`. The larger `alpha`, the shorter the tail. `max` truncates
 *   the distribution, so values do not pile up at `max`.
 * - `replay`: the nth call to a path takes the nth entry. After the last entry, it starts again
 *   with the first.
 * - `sample`: each call takes a random entry. This turns recorded latencies into a distribution.
 */
export type Latency =
  | number
  | { readonly uniform: readonly [minMs: number, maxMs: number] }
  | { readonly normal: { readonly mean: number; readonly sd: number } }
  | { readonly lognormal: { readonly median: number; readonly p99: number } }
  | { readonly exponential: { readonly mean: number } }
  | { readonly pareto: { readonly min: number; readonly alpha: number; readonly max?: number } }
  | { readonly replay: readonly number[] }
  | { readonly sample: readonly number[] }

const distributions = {
  uniform: object({
    uniform: v.pipe(
      v.strictTuple([milliseconds, milliseconds], 'two numbers of ms, [min, max]'),
      v.check(([minMs, maxMs]) => minMs <= maxMs, 'two numbers of ms, [min, max], min <= max'),
    ),
  }),
  normal: object({ normal: object({ mean: milliseconds, sd: milliseconds }) }),
  lognormal: object({
    lognormal: v.pipe(
      object({ median: positive, p99: positive }),
      v.check(({ median, p99 }) => p99 >= median, 'a p99 that is not below the median'),
    ),
  }),
  exponential: object({ exponential: object({ mean: milliseconds }) }),
  pareto: object({
    pareto: v.pipe(
      object({ min: positive, alpha: positive, max: v.exactOptional(positive) }),
      v.check(({ min, max }) => max === undefined || max >= min, 'a max that is not below min'),
    ),
  }),
  replay: object({ replay: times() }),
  sample: object({ sample: times() }),
}

const names = Object.keys(distributions) as (keyof typeof distributions)[]
const form = `milliseconds from 0 to ${longestMs} or an object with one of the keys ${names.join(', ')}`
const fixed = number(form, (ms) => v.is(milliseconds, ms))
const unknownDistribution = v.pipe(
  leaf<object>(form, (input) => isObject(input) && Object.keys(input).length > 0),
  onlyKeys(names),
)

/**
 * A {@link Latency}. The key selects the distribution, so that problems are reported only for that
 * one.
 */
export const latencySchema: v.GenericSchema<unknown, Latency> = v.lazy((input) => {
  if (!isObject(input)) return fixed
  const name = names.find((name) => Object.hasOwn(input, name))
  return (name === undefined ? unknownDistribution : distributions[name]) as v.GenericSchema<
    unknown,
    Latency
  >
})

function times(): v.GenericSchema<unknown, readonly number[]> {
  const expected = 'a list of one or more numbers of ms'
  return v.pipe(v.array(milliseconds, expected), v.nonEmpty(expected)) as v.GenericSchema<
    unknown,
    readonly number[]
  >
}
