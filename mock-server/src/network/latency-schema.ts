import * as v from 'valibot'
import { isObject, leaf, milliseconds, number, object, onlyKeys, positive } from './schema-parts.ts'
import type { Latency } from './types.ts'

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
const form = `milliseconds (0 or more) or an object with one of the keys ${names.join(', ')}`
const fixed = number(form, (ms) => milliseconds['~run']({ value: ms }, {}).issues === undefined)
const unknownDistribution = v.pipe(
  leaf<object>(form, (input) => isObject(input) && Object.keys(input).length > 0),
  onlyKeys(names),
)

/** A {@link Latency}. The key decides which distribution it is, so that problems are about that one. */
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
