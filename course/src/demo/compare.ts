import { count } from '../ui/style.ts'
import type { ActSummary, Prediction } from './settings.ts'

/** The act that a prediction is about: the one asked about, else the one it comes nearest to. */
export function actAbout(
  acts: readonly ActSummary[],
  prediction: Prediction,
  about: string | undefined,
): ActSummary | undefined {
  const named = acts.find((act) => act.title === about)
  if (named) return named
  const { makespanMs, peakInFlight } = prediction
  const distance = (act: ActSummary): number =>
    Math.abs(Math.log((act.makespanMs + 1) / ((makespanMs ?? act.makespanMs) + 1))) +
    Math.abs(Math.log((act.peakInFlight + 1) / ((peakInFlight ?? act.peakInFlight) + 1)))
  return acts.toSorted((a, b) => distance(a) - distance(b))[0]
}

/** Prediction, theory (where it explains the act) and measurement of an act, side by side. */
export function compare(act: ActSummary, prediction: Prediction, theory: boolean): string {
  const ms = (value: number | undefined): string =>
    value === undefined ? '–' : `${count(value)} ms`
  const theoryRows = [
    ['theory: one after another', ms(act.sequentialMs), '1'],
    ['theory: all at once', ms(act.slowestMs), String(act.calls)],
  ]
  const rows = [
    ['', 'makespan', 'in flight'],
    ['you predicted', ms(prediction.makespanMs), String(prediction.peakInFlight ?? '–')],
    ...(theory ? theoryRows : []),
    ['measured', ms(act.makespanMs), String(act.peakInFlight)],
  ]
  const table = rows.map(
    ([name = '', time = '', calls = '']) =>
      `  ${name.padEnd(26)}${time.padStart(12)}${calls.padStart(12)}`,
  )
  return [`"${act.title}"`, ...table, ...offBy(act, prediction)].join('\n')
}

function offBy(act: ActSummary, { makespanMs, peakInFlight }: Prediction): string[] {
  return [
    ...(makespanMs === undefined || act.makespanMs === 0 ? [] : [offByTime(act, makespanMs)]),
    ...(peakInFlight === undefined ? [] : [offByCalls(act, peakInFlight)]),
  ]
}

function offByTime({ makespanMs: tookMs }: ActSummary, makespanMs: number): string {
  const percent = Math.round((100 * Math.abs(makespanMs - tookMs)) / tookMs)
  if (percent <= 5) return '  Your time is right, within 5 %.'
  return `  You predicted ${percent} % ${makespanMs > tookMs ? 'more' : 'less'} time than it took.`
}

function offByCalls({ peakInFlight: seen }: ActSummary, peakInFlight: number): string {
  return peakInFlight === seen
    ? '  Your number of calls in flight is right.'
    : `  You predicted ${peakInFlight} in flight, but there were ${seen}.`
}
