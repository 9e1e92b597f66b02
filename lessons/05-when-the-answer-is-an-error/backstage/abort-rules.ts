import type { Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose, type Call, type Trace } from '@overlap/trace'
import { HttpError, NetworkError, ParseError } from '../errors.ts'
import type { Aborted, AbortScene } from './play-abort.ts'
import { chainOf, ending, reasonOf } from './words.ts'

/** Diagnoses how a call ended whose caller aborted it. */
export function diagnoseAbort(
  run: Run<unknown>,
  { plan, abortMs }: AbortScene,
  { signal, result, settledMs, calls, other }: Aborted,
): void {
  const hangs = plan.fault?.kind === 'hang' || plan.fault?.kind === 'stall'
  const wouldEndMs = hangs ? Infinity : plan.latencyMs + plan.bodyMs
  const phase = abortMs > plan.latencyMs ? 'while the body was arriving' : 'before the headers'
  const aborted =
    abortMs < 0
      ? "The caller's signal had been aborted before the call"
      : `The caller aborted at ${abortMs} ms, ${phase}`
  const why = shown(signal.reason)
  const [call] = calls
  const reason = reasonOf(result)
  const isRight = result?.status === 'rejected' && Object.is(reason, signal.reason)

  diagnose(run, [
    [
      other?.status !== 'fulfilled',
      `The caller aborted one call, and the promise of another call, which has no signal, ` +
        `${ending(other)}. Keep nothing outside your function that two calls share.`,
    ],
  ])
  if (abortMs > wouldEndMs) {
    diagnose(run, [
      [
        settledMs > wouldEndMs,
        `The call had ended at ${wouldEndMs} ms, but your promise settled at ${settledMs} ms.`,
      ],
      [
        isRight,
        `The call had ended at ${wouldEndMs} ms, and the caller aborted only at ${abortMs} ms, but your ` +
          'promise rejected with the reason of the abort.',
      ],
    ])
    return
  }
  if (abortMs < 0) {
    diagnose(run, [
      [
        calls.length > 0,
        `${aborted}, but your code sent the request anyway. If you pass the signal to \`fetch\`, it ` +
          'sends nothing.',
      ],
    ])
  }
  diagnose(
    run,
    [
      [
        settledMs > Math.max(abortMs, 0),
        `${aborted}, but your promise ` +
          `${result === undefined ? 'never settled' : `didn't settle until ${settledMs} ms`}. Pass ` +
          'the signal to `fetch`, which stops right away, even while it reads the body.',
      ],
      [
        call !== undefined && call.outcome !== 'aborted',
        `${aborted}, and your promise settled, but the call went on to its end. Racing the signal ` +
          "doesn't stop the request; passing it to `fetch` does.",
      ],
    ],
    wantedAt(run.trace, call, abortMs),
  )
  if (isRight) return
  const happened = `${aborted}, with the reason ${why}`
  const ours = [HttpError, NetworkError, ParseError].find((kind) => reason instanceof kind)
  diagnose(run, [
    [
      result?.status === 'fulfilled',
      `${happened}, but your promise ${ending(result)}. Reject with \`signal.reason\`.`,
    ],
    [
      !signal.reason,
      `${happened}, but your promise ${ending(result)}. A reason can be any value, even ${why}. Look ` +
        'at `signal.aborted`, not at the reason.',
    ],
    [
      ours !== undefined,
      `${happened}, but your promise rejected with \`${ours?.name}\`. Nothing was wrong with the ` +
        'network or the server, and a retry would send the call again. ' +
        (abortMs > plan.latencyMs
          ? 'Check `signal.aborted` first when reading the body throws, too.'
          : 'When you catch an error, look at `signal.aborted` first.'),
    ],
    [
      chainOf(reason).some((error) => Object.is(error, signal.reason)),
      `${happened}, but your promise rejected with ${shown(reason)}, which wraps the reason. The caller ` +
        'compares the error with their own reason, so reject with `signal.reason` itself.',
    ],
    [
      true,
      `${happened}, but your promise ${ending(result)}. The caller expects their own reason back: ` +
        'reject with `signal.reason`.',
    ],
  ])
}

/** The trace as it would be if the call had ended with the abort. */
function wantedAt(trace: Trace, call: Call | undefined, abortMs: number): Trace | undefined {
  if (call === undefined || abortMs < 0) return undefined
  const { headersMs, status, ...rest } = call
  const hadHeaders = headersMs !== undefined && headersMs < abortMs
  const ended: Call = {
    ...rest,
    ...(hadHeaders && { headersMs, ...(status !== undefined && { status }) }),
    endMs: abortMs,
    outcome: 'aborted',
  }
  return { ...trace, calls: trace.calls.map((one) => (one === call ? ended : one)) }
}
