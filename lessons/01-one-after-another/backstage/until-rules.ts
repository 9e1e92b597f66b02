import { count, few, idsIn, isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { todosOf, type Stopped } from './play.ts'
import { idOf } from './words.ts'

/** Whether the sequence ended where `until` returned true, and with which todos. */
export function diagnoseUntil(stopped: Stopped): void {
  const { run, scene, stop } = stopped
  diagnose(run, [
    [
      isNoFunction(run.reason),
      `Your function was called with an object, \`{ until }\`, as its second argument, and your promise rejected ` +
        `with ${shown(run.reason)}. Take \`until\` out of that object.`,
    ],
    [
      run.outcome === 'rejected',
      `With \`until\`, your promise rejected with ${shown(run.reason)}, although no call failed. ` +
        'Resolve with all todos so far.',
    ],
    [
      run.outcome === 'never-settles',
      'With `until`, your promise never settled. Resolve with all todos so far.',
    ],
  ])
  diagnoseQuestions(stopped)
  const { ids } = scene
  const length = stop === undefined ? ids.length : ids.indexOf(stop) + 1
  const wanted = todosOf({ ...scene, ids: ids.slice(0, length) })
  const seen: unknown = run.value
  const held = Array.isArray(seen) ? idsIn(seen) : undefined
  const lastMs = Math.max(...run.trace.calls.map(({ endMs = Infinity }) => endMs))
  diagnose(run, [
    [
      held === undefined,
      `Your promise resolved with ${shown(seen)} instead of a list. Resolve with all todos so far.`,
    ],
    [
      stop !== undefined && isSame(held, ids.slice(0, length - 1)),
      `\`until\` returned true for todo ${stop}, but that todo is missing from your list. Include it.`,
    ],
    [
      !isSame(seen, wanted),
      `Your code loaded todos ${few(run.trace.calls.map(idOf))}, but your list holds ` +
        `${held?.length === 0 ? 'none of them' : `todos ${few(held ?? [])}`}. Resolve with all todos so far, ` +
        'in the order of `urls`.',
    ],
    [
      run.settledMs > lastMs,
      `The last answer arrived at ${lastMs} ms, but your promise resolved at ${run.settledMs} ms. Return ` +
        'as soon as `until` returns true.',
    ],
  ])
}

/** Whether something was called that isn't a function. */
function isNoFunction(error: unknown): boolean {
  return error instanceof TypeError && error.message.endsWith('is not a function')
}

/** What `until` was called with, and what was sent before and after that. */
function diagnoseQuestions({ run, scene: { ids }, stop, asked }: Stopped): void {
  const { calls } = run.trace
  const askedIds = idsIn(asked.map(({ todo }) => todo))
  const strange = askedIds.findIndex((id) => !ids.includes(Number(id)))
  const yes = asked[askedIds.indexOf(stop ?? 'nothing')]
  const endMs = calls.find((call) => idOf(call) === stop)?.endMs ?? Infinity
  const more = calls.filter(({ sentMs }) => sentMs >= endMs).length
  const wanted = stop === undefined ? ids.length : ids.indexOf(stop) + 1
  diagnose(run, [
    [
      asked.length === 0,
      'Your function was called with an object, `{ until }`, as its second argument, but it never called ' +
        '`until`. Call it with each todo, before you send the next call.',
    ],
    [
      strange >= 0,
      `\`until\` was called with ${shown(asked[strange]?.todo)}. It expects the todo that has just arrived.`,
    ],
    [
      more > 0 && yes !== undefined && yes.ms <= endMs,
      `\`until\` returned true for todo ${stop} at ${endMs} ms, but your code sent ` +
        `${count(more, 'more call')} after that. Send nothing more once it returns true.`,
    ],
    [
      more > 0,
      `Todo ${stop} arrived at ${endMs} ms, and \`until\` returns true for it. But your code sent ` +
        `${count(more, 'more call')} ${yes === undefined ? 'without calling' : 'before it called'} ` +
        '`until`. Call it with each todo before you send the next call.',
    ],
    [
      calls.length < wanted,
      `\`until\` returned false for todo ${askedIds.at(-1)}, but your code sent no more calls. Go on until ` +
        'it returns true, or until every URL is loaded.',
    ],
  ])
}
