import { createPurpose, draw, type Stream } from './draws.ts'
import { failureKinds, stageOf, type Failure, type Fault } from './failure-kinds.ts'
import { parseRoute, type RoutePattern } from './route-pattern.ts'

/** A failure, with everything that is the same for each call. */
export interface ReadyFailure {
  readonly failure: Failure
  readonly purpose: number
  readonly method: string | undefined
  readonly route: RoutePattern | undefined
  readonly fault: Fault | undefined
}

/** The facts about a call that its draws depend on, besides its stream. */
export interface CallToDraw {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly ordinal: number
  /** On the timeline. */
  readonly sentMs: number
}

/** The effect of a list of failures on one call. */
export interface DrawnFailures {
  readonly delayMs: number
  /** Infinity if no trickle hits. */
  readonly bytesPerSecond: number
  readonly fault: Fault | undefined
}

/**
 * Precomputes what is the same for each call.
 *
 * A failure draws from a stream that is named by its kind and by how many of that kind come before
 * it. So adding a failure of another kind, in any place, does not change the other draws.
 */
export function readyFailures(failures: readonly Failure[]): readonly ReadyFailure[] {
  const seen = new Map<string, number>()
  return failures.map((failure) => {
    const before = seen.get(failure.kind) ?? 0
    seen.set(failure.kind, before + 1)
    return {
      failure,
      purpose: createPurpose(`failure ${failure.kind} ${before}`),
      method: failure.method?.toUpperCase(),
      route: failure.route === undefined ? undefined : parseRoute(failure.route),
      fault: faultOf(failure),
    }
  })
}

/** Applies the list to one call, in order. See {@link Failure} for which failures combine. */
export function drawFailures(
  list: readonly ReadyFailure[],
  call: CallToDraw,
  stream: Stream,
): DrawnFailures {
  let delayMs = 0
  let bytesPerSecond = Infinity
  for (const ready of list) {
    if (!hits(ready, call, stream)) continue
    const { failure } = ready
    if (failure.kind === 'slow-headers') delayMs += failure.delayMs
    else if (failure.kind === 'trickle')
      bytesPerSecond = Math.min(bytesPerSecond, failure.bytesPerSecond)
    else return { delayMs, bytesPerSecond, fault: ready.fault }
  }
  return { delayMs, bytesPerSecond, fault: undefined }
}

function hits(ready: ReadyFailure, call: CallToDraw, stream: Stream): boolean {
  const { failure, method, route } = ready
  const { probability = 1, first = Infinity, every = 1, fromMs = 0, toMs = Infinity } = failure
  return (
    call.ordinal < first &&
    (call.ordinal + 1) % every === 0 &&
    call.sentMs >= fromMs &&
    call.sentMs < toMs &&
    (method === undefined || method === call.method) &&
    (route === undefined || route.matches(call.method, call.path)) &&
    (probability === 1 || draw(stream, call.ordinal, ready.purpose) < probability)
  )
}

/** The part of a failure that a mount needs. It is frozen, because all plans share it. */
function faultOf(failure: Failure): Fault | undefined {
  if (stageOf(failure) === 'slowdown') return undefined
  const keys = ['kind', ...Object.keys(failureKinds[failure.kind].fields)]
  const given = Object.entries(failure).filter(([key]) => keys.includes(key))
  given.sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b))
  return Object.freeze(Object.fromEntries(given)) as unknown as Fault
}
