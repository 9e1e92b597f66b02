import { numberText } from '@overlap/trace'
import type { Ending } from './drive.ts'

/** The facts about a run that was stopped. */
export interface StoppedRun {
  readonly ending: Ending | 'too-many-calls'
  /** Virtual time at which it was stopped. */
  readonly nowMs: number
  /** When the work settled; `undefined` if it had not. */
  readonly settledMs: number | undefined
  readonly calls: number
  /** Timers and immediates that have fired. */
  readonly timers: number
  /** The work that other threads may still be doing. */
  readonly realWork: readonly string[]
  /** Unhandled rejections and uncaught errors, in order. */
  readonly unhandled: readonly unknown[]
}

/** Says why a run was stopped; `undefined` if it ended by itself. */
export function diagnosisOf(run: StoppedRun): string | undefined {
  const { ending, nowMs, calls, timers, realWork } = run
  const span = `in ${duration(nowMs)} of virtual time`
  if (ending === 'too-many-calls') {
    return (
      `${subject(run)} made ${count(calls, 'call')} ${span} and was still going. ` +
      'Look for a loop that retries without a limit, or without waiting in between.'
    )
  }
  if (ending === 'too-many-timers') {
    return (
      `${subject(run)} was still going after ${count(timers, 'timer')} ${span}. ` +
      'Look for an interval that is never cleared, or a loop that waits again and again.'
    )
  }
  if (run.settledMs !== undefined) return undefined
  if (ending === 'too-late') {
    return (
      `Your function was still going after ${duration(nowMs)} of virtual time, with ` +
      `${count(calls, 'call')} and ${count(timers, 'timer')}. ` +
      'Look for a loop without an end, or an interval that is never cleared.'
    )
  }
  if (ending === 'real-work-left') {
    return (
      `Your function never finished: at ${nowMs} ms its promise had not settled, and for a second of ` +
      `real time nothing happened. It may be waiting for ${list(realWork)}. ` +
      'In virtual time, wait only for timers and calls.'
    )
  }
  if (run.unhandled.length > 0) {
    return (
      `Nothing handled \`${errorText(run.unhandled[0])}\`, so in Node your program would end there. ` +
      'Your promise never settled. Await the promise that rejected, or reject yours with its error.'
    )
  }
  return (
    `Your function never finished: at ${nowMs} ms nothing was left to wait for, and its promise had ` +
    'not settled. Look for a promise that is never resolved or rejected.'
  )
}

/** An error or another thrown value, in one short line. */
function errorText(error: unknown): string {
  try {
    const text = String(error).replaceAll(/\s+/g, ' ')
    return text.length > 120 ? `${text.slice(0, 120)}…` : text
  } catch {
    return 'an error'
  }
}

function subject({ settledMs }: StoppedRun): string {
  if (settledMs === undefined) return 'Your function'
  return `Your function settled at ${settledMs} ms, but something that it started`
}

function duration(ms: number): string {
  return ms < 10_000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`
}

function count(number: number, thing: string): string {
  return `${numberText(number)} ${thing}${number === 1 ? '' : 's'}`
}

function list(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names)
}
