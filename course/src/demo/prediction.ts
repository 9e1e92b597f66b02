import type { Prediction } from './settings.ts'

const longestMs = 1_000_000_000
const mostCalls = 1_000_000

/** Why a text is no makespan; `undefined` if it is one: milliseconds from 0 to a billion. */
export function makespanProblem(text: string): string | undefined {
  if (!isNumber(text)) return `expected milliseconds such as 600; got "${cut(text)}"`
  return tooLarge(text, 'ms', longestMs)
}

/** Why a text is no number of calls in flight; `undefined` if it is one: a whole number up to a million. */
export function peakProblem(text: string): string | undefined {
  if (!isNumber(text) || text.includes('.')) {
    return `expected a whole number of calls such as 3; got "${cut(text)}"`
  }
  return tooLarge(text, 'calls', mostCalls)
}

function tooLarge(text: string, unit: string, most: number): string | undefined {
  return Number(text) > most ? `expected at most ${most} ${unit}; got "${cut(text)}"` : undefined
}

/**
 * The prediction in two texts that were checked; an empty one is left out. `undefined` if both are
 * empty.
 */
export function toPrediction(makespan: string, peak: string): Prediction | undefined {
  const [ms, calls] = [makespan.trim(), peak.trim()]
  if (ms === '' && calls === '') return undefined
  return {
    ...(ms !== '' && { makespanMs: Number(ms) }),
    ...(calls !== '' && { peakInFlight: Number(calls) }),
  }
}

function isNumber(text: string): boolean {
  return /^\s*\d+(?:\.\d+)?\s*$/.test(text)
}

function cut(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text
}
