import { SECONDS_FROM_MS, trim } from './text.ts'

/** A labelled moment of the time axis. */
export interface Tick {
  /** Its place, as a fraction of the axis. */
  readonly x: number
  /** Its text. The first label of an axis names the unit. */
  readonly label: string
}

const MANTISSAS = [1, 2, 5, 10]

/** The smallest of … 0.2, 0.5, 1, 2, 5, 10, 20, 50 … that is at least `least`. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  // A hair of tolerance: 10 ** -1 is not exactly a tenth.
  const mantissa = MANTISSAS.find((m) => m * power >= least * (1 - 1e-9)) ?? 10
  return mantissa * power
}

/** Puts about `most` ticks or fewer at round times of an axis that starts at `fromMs`. */
export function ticksFor(fromMs: number, spanMs: number, most: number): Tick[] {
  const unit = fromMs + spanMs >= SECONDS_FROM_MS ? 's' : 'ms'
  const perUnit = unit === 's' ? 1000 : 1
  const step = niceStep(spanMs / perUnit / Math.max(1, most))
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const first = Math.ceil(fromMs / perUnit / step - 1e-9)
  const last = Math.floor((fromMs + spanMs) / perUnit / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const value = (first + i) * step
    return {
      x: (value * perUnit - fromMs) / spanMs,
      label: trim(value, digits) + (i === 0 ? ` ${unit}` : ''),
    }
  })
}
