import type { Call, Mark, ServerTimes, Trace } from '@overlap/trace'

/** How long each step of an order takes in its drawing. */
const STEP_MS = 10

/** When something was first seen, by its name. */
type Seen = Map<string, number>

/**
 * Gives the calls of a run other times: those of its steps. In the run itself, answers that arrive one
 * by one often share a virtual millisecond, so no drawing could show their order.
 */
export class StepTimeline {
  readonly #calls = new Map<number, Seen>()
  readonly #marks: Mark[] = []
  #knownMarks = 0
  #nowMs = 0

  /** Notices what is new in the trace of the run. Everything new happened in the latest step. */
  see({ calls, marks }: Trace): void {
    for (const call of calls) {
      const seen = this.#calls.get(call.id) ?? new Map<string, number>()
      this.#calls.set(call.id, seen)
      for (const name of timesOf(call)) if (!seen.has(name)) seen.set(name, this.#nowMs)
    }
    for (const { label } of marks.slice(this.#knownMarks)) {
      this.#marks.push({ atMs: this.#nowMs, label })
    }
    this.#knownMarks = marks.length
  }

  /** The next step begins. @param label A mark at its end. */
  step(label?: string): void {
    this.#nowMs += STEP_MS
    if (label !== undefined) this.#marks.push({ atMs: this.#nowMs, label })
  }

  /** The trace of the run with the times of its steps. */
  of(trace: Trace): Trace {
    this.see(trace)
    return {
      ...trace,
      calls: trace.calls.map((call) => this.#timed(call)),
      marks: this.#marks,
      nowMs: this.#nowMs,
    }
  }

  #timed(call: Call): Call {
    const seen = this.#calls.get(call.id)
    const times = <Times extends object>(of: Times): Times =>
      Object.fromEntries(
        Object.entries(of).map(([name, value]) => [name, seen?.get(name) ?? (value as unknown)]),
      ) as Times
    return {
      ...times(call),
      ...(call.server !== undefined && { server: times<ServerTimes>(call.server) }),
    }
  }
}

function timesOf({ server = {}, ...call }: Call): string[] {
  return [...Object.keys(call), ...Object.keys(server)].filter((name) => name.endsWith('Ms'))
}
