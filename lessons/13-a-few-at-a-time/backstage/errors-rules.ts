import { count, fc, few, reasons, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { manyLatencies, plan, type Failing, type Scene } from './scenes.ts'

/** Draws scenes in which any number of calls fail, and none of them stops the pool. */
export const keepGoing: fc.Arbitrary<Scene> = manyLatencies(1, 10).chain((latenciesMs) =>
  fc.record({
    latenciesMs: fc.constant(latenciesMs),
    limit: fc.constantFrom(1, 2, 3, 8),
    stopOnError: fc.constant(false),
    fails: fc
      .uniqueArray(fc.nat({ max: latenciesMs.length - 1 }), { maxLength: 5 })
      .chain((indexes) =>
        fc.tuple(
          ...indexes.map((at) =>
            fc.record<Failing>({
              at: fc.constant(at),
              error: reasons,
              manner: fc.constantFrom('rejects', 'rejects', 'throws'),
            }),
          ),
        ),
      ),
  }),
)

/** With `stopOnError: false`, every item gets its call, and all errors come at the end. */
export function diagnoseErrors({ run, seen }: Played, scene: Scene): void {
  const { latenciesMs, fails = [] } = scene
  const ordered = fails.toSorted((a, b) => a.at - b.at)
  const ends = plan(scene)
  const byEnd = fails.toSorted((a, b) => (ends[a.at]?.endMs ?? 0) - (ends[b.at]?.endMs ?? 0))
  const lastMs = Math.max(...ends.map(({ endMs }) => endMs))
  const late = seen.find(({ at, startMs }) => startMs > (ends[at]?.startMs ?? 0))
  const { reason } = run
  const errors: unknown[] = reason instanceof AggregateError ? reason.errors : []
  const alike = (list: readonly Failing[]): boolean =>
    errors.length === list.length && list.every(({ error }, i) => Object.is(error, errors[i]))
  const failed = `With \`stopOnError: false\`, ${fails.length === 1 ? 'a call' : `${fails.length} calls`} failed`
  const calm = fails.length === 0
  diagnose(run, [
    [
      calm && run.outcome !== 'fulfilled',
      `With \`stopOnError: false\`, every call succeeded, but your promise ` +
        `${run.outcome === 'rejected' ? `rejected with ${shown(reason)}` : 'never settled'}.`,
    ],
    [
      seen.length < latenciesMs.length,
      `\`fn\` was called for only ${seen.length} of ${latenciesMs.length} items. With \`stopOnError: false\`, a failure ` +
        'stops nothing: record the error and continue with the next item.',
    ],
    [
      run.outcome === 'never-settles',
      `${failed}, all others ended, and your promise never settled. Reject at the end with an \`AggregateError\`.`,
    ],
    [
      !calm && run.outcome === 'fulfilled' && fails.every(({ error }) => !error),
      `${failed} with ${shown(fails[0]?.error)}, but your promise resolved. An error counts whatever its value is, even ` +
        '`undefined`.',
    ],
    [
      !calm && run.outcome === 'fulfilled',
      `${failed}, but your promise resolved with ${shown(run.outcome === 'fulfilled' ? run.value : 0)}. Reject at the ` +
        'end with an `AggregateError` of all errors.',
    ],
    [
      run.settledMs < lastMs,
      `${failed}, and your promise settled at ${run.settledMs} ms, although the last call ended at ${lastMs} ms. ` +
        'Wait for every call.',
    ],
    [
      late !== undefined,
      `${failed}. A slot was free at ${ends[late?.at ?? 0]?.startMs} ms, but the call for item ${(late?.at ?? 0) + 1} ` +
        `started only at ${late?.startMs} ms. A call that fails frees its slot, too.`,
    ],
    [
      !calm && !(reason instanceof AggregateError),
      `${failed}, but your promise rejected with ${shown(reason)}. Reject with an \`AggregateError\` that has all of ` +
        'the errors.',
    ],
    [
      errors.length > ordered.length &&
        ordered.every(({ at, error }) => Object.is(errors[at], error)),
      `${failed}, but your \`errors\` have ${errors.length} entries: you stored each error at the index of its item, so ` +
        `the entries of calls that succeeded are empty. Leave those out, but keep an error that is \`undefined\`.`,
    ],
    [
      errors.length > ordered.length,
      `${failed}, but your \`AggregateError\` has ${count(errors.length, 'error')}. It takes one error for each call that failed.`,
    ],
    [
      errors.length < ordered.length,
      `${failed}, but your \`AggregateError\` has ${count(errors.length, 'error')}. An error counts whatever its value is, even ` +
        '`undefined`.',
    ],
    [
      !alike(ordered) && alike(byEnd),
      `Your \`errors\` are in the order in which the calls failed (items ${few(byEnd.map(({ at }) => at + 1))}). Put them ` +
        'in the order of the items, as the results are.',
    ],
    [
      !alike(ordered),
      `The calls failed with ${shown(ordered.map(({ error }) => error))}, but your \`errors\` are ${shown(errors)}. Keep ` +
        'each error as it is, in the order of the items.',
    ],
    [
      run.settledMs > lastMs,
      `${failed} and the last call ended at ${lastMs} ms, but your promise settled only at ${run.settledMs} ms.`,
    ],
    [
      seen.some(({ isAborted }) => isAborted === true),
      `${failed}, and you aborted the signal of calls in flight. Here, a failure stops nothing.`,
    ],
  ])
}
