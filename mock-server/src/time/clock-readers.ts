import type { Epoch } from './epoch.ts'
import { overrideAll } from './override.ts'

/**
 * Makes `Date`, `Temporal.Now`, `performance` (with its marks and measures) and `process.hrtime` read
 * a virtual clock.
 *
 * @param elapsedMs Reads the clock: ms since the epoch began.
 */
export function replaceClockReaders(epoch: Epoch, elapsedMs: () => number): Disposable {
  const nowMs = (): number => epoch.startMs + elapsedMs()
  const dateMs = (): number => epoch.timeOriginMs + nowMs()
  const stack = new DisposableStack()
  stack.use(overrideAll(globalThis, { Date: dateOf(dateMs) }))
  stack.use(overrideAll(performance, performanceOf(nowMs, epoch.timeOriginMs)))
  if ('Temporal' in globalThis) stack.use(overrideAll(Temporal.Now, temporalNow(dateMs)))
  if (typeof process === 'object') stack.use(overrideAll(process, { hrtime: hrtimeOf(nowMs) }))
  return stack
}

/** The class `Date`, with the current time from the virtual clock. */
function dateOf(dateMs: () => number): DateConstructor {
  const properties: Partial<Record<PropertyKey, unknown>> = {
    now: () => dateMs(),
    // Libraries that fake clocks recognise one another by this property.
    isFake: true,
  }
  return new Proxy(Date, {
    apply: () => new Date(dateMs()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [dateMs()] : args, newTarget) as Date,
    get: (target, key) => properties[key] ?? (Reflect.get(target, key) as unknown),
  })
}

/** `performance.mark` and `measure` get the time as an option: they don't call `performance.now`. */
function performanceOf(nowMs: () => number, timeOrigin: number): Record<string, unknown> {
  const mark = performance.mark.bind(performance)
  const measure = performance.measure.bind(performance)
  const toJSON = performance.toJSON.bind(performance)

  const virtualMeasure: typeof measure = (name, start, end) => {
    if (typeof start !== 'object' || start === null) {
      if (end !== undefined) return measure(name, start, end)
      return measure(name, { start: start ?? 0, end: nowMs() })
    }
    const isComplete =
      start.end !== undefined || (start.start !== undefined && start.duration !== undefined)
    return measure(name, isComplete ? start : { ...start, end: nowMs() }, end)
  }
  return {
    now: nowMs,
    timeOrigin,
    mark: ((name, options) =>
      mark(name, { ...options, startTime: options?.startTime ?? nowMs() })) satisfies typeof mark,
    measure: virtualMeasure,
    toJSON: () => ({ ...(toJSON() as object), timeOrigin }),
  }
}

function temporalNow(dateMs: () => number): Partial<typeof Temporal.Now> {
  const { timeZoneId } = Temporal.Now
  const instant = (): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(dateMs())
  const zoned: typeof Temporal.Now.zonedDateTimeISO = (timeZone = timeZoneId()) =>
    instant().toZonedDateTimeISO(timeZone)
  return {
    instant,
    zonedDateTimeISO: zoned,
    plainDateTimeISO: (timeZone) => zoned(timeZone).toPlainDateTime(),
    plainDateISO: (timeZone) => zoned(timeZone).toPlainDate(),
    plainTimeISO: (timeZone) => zoned(timeZone).toPlainTime(),
  }
}

function hrtimeOf(nowMs: () => number): NodeJS.HRTime {
  const bigint = (): bigint => BigInt(nowMs()) * 1_000_000n
  const hrtime = (since: [number, number] = [0, 0]): [number, number] => {
    const ns = bigint() - BigInt(since[0]) * 1_000_000_000n - BigInt(since[1])
    return [Number(ns / 1_000_000_000n), Number(ns % 1_000_000_000n)]
  }
  return Object.assign(hrtime, { bigint })
}
