import { isSame, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseMoment } from './ending-rules.ts'
import {
  diagnoseChanged,
  diagnosePromises,
  diagnoseRejection,
  diagnoseStopped,
  diagnoseUnhandled,
  isObject,
  partsOf,
  type ByName,
} from './outcome-rules.ts'
import type { Played, Seen } from './play.ts'
import { isFailure } from './scenes.ts'

const has = (object: ByName, name: string): boolean => Object.hasOwn(object, name)

/** Parts of earlier results, to recognize an object that isn't new. */
const earlier = new WeakSet<object>()

/** Results that were kept from an earlier call. */
function diagnoseReused({ run, tasks }: Played, values: ByName, errors: ByName): void {
  const failed = tasks.filter(({ plan }) => isFailure(plan)).map(({ plan }) => plan.name)
  const worked = tasks.map(({ plan }) => plan.name).filter((name) => !failed.includes(name))
  for (const [label, part, names] of [
    ['values', values, worked],
    ['errors', errors, failed],
  ] as const) {
    const stale = Object.keys(part).find((key) => !names.includes(key))
    diagnose(run, [
      [
        earlier.has(part) && stale !== undefined,
        `Your \`${label}\` is the same object as in an earlier call, and has an entry for \`${stale}\` that ` +
          "doesn't belong to this call. Create `values` and `errors` inside the function.",
      ],
    ])
    earlier.add(part)
  }
}

/** Each task that worked is in `values`, and each that failed in `errors`. */
export function diagnoseKept(played: Played): void {
  diagnoseStopped(played)
  diagnoseRejection(played)
  diagnosePromises(played)
  diagnoseMoment(played)
  diagnoseUnhandled(played)
  const { values, errors } = partsOf(played)
  const { run, tasks } = played
  diagnoseChanged(played)
  diagnoseReused(played, values, errors)
  for (const seen of tasks) diagnose(run, isFailure(seen.plan) ? failure(seen) : success(seen))
  const names = tasks.map(({ plan }) => plan.name)
  const extra = [...Object.keys(values), ...Object.keys(errors)].find((key) => !names.includes(key))
  diagnose(run, [
    [
      extra !== undefined,
      `Your result has an entry ${shown(extra)}, but there is no task of that name. Take the names from ` +
        '`Object.keys(tasks)`.',
    ],
  ])

  function success({ plan: { name, value } }: Seen): [boolean, string][] {
    const kept = values[name]
    const owner = Object.is(kept, value) ? undefined : ownerOf(kept, name)
    const returned = `Task \`${name}\` returned ${shown(value)}`
    return [
      [
        has(values, name) && isSettled(kept),
        `\`values.${name}\` is a result of \`Promise.allSettled\`, an object with a \`status\`. Keep its ` +
          '`value`.',
      ],
      [
        has(errors, name) && !value,
        `${returned}, but it is in \`errors\`, as if the task had failed. Whether a task worked depends on ` +
          'whether it threw or rejected: 0, null and undefined are valid results.',
      ],
      [
        has(errors, name) && isSame(kept, value) && has(values, name),
        `${returned}, but \`errors\` has an entry for \`${name}\`, too. Code that looks there treats it ` +
          'as a failure. Keep only failures in `errors`.',
      ],
      [
        has(errors, name) && value instanceof Error,
        `${returned}, but it is in \`errors\`. An error that a task returns is a result; only a rejection or ` +
          'a throw is a failure.',
      ],
      [has(errors, name), `${returned}, but it is in \`errors\`. Keep only failures there.`],
      [
        !has(values, name) && !value,
        `${returned}, but \`${name}\` is missing from \`values\`, as if the task had failed. Whether a task ` +
          'worked depends on whether it threw or rejected: 0, null and undefined are valid results.',
      ],
      [!has(values, name), `${returned}, but \`${name}\` is missing from \`values\`.`],
      [
        owner !== undefined,
        `\`values.${name}\` is what \`${owner}\` returned. In a list that you filter, ` +
          'or fill in finish order, the indexes no longer fit the names. Give each result its name first.',
      ],
      [
        !Object.is(kept, value) && isObject(value) && isSame(kept, value),
        `\`values.${name}\` is a copy of what task \`${name}\` returned. A copy can lose a class or a ` +
          'function, and not everything can be copied. Keep the value itself.',
      ],
      [!Object.is(kept, value), `${returned}, but \`values.${name}\` is ${shown(kept)}.`],
    ]
  }

  function failure({ plan: { name, value } }: Seen): [boolean, string][] {
    const kept = errors[name]
    const owner = has(values, name) ? ownerOf(values[name], name) : undefined
    const rejected = `Task \`${name}\` failed with ${shown(value)}`
    return [
      [
        has(values, name) && isSettled(values[name]),
        `${rejected}, but \`values.${name}\` is a result of \`Promise.allSettled\`. Keep its \`reason\`, ` +
          'in `errors`.',
      ],
      [
        owner !== undefined,
        `${rejected}, but \`values.${name}\` is what \`${owner}\` returned. In a list that you filter, ` +
          'or fill in finish order, the indexes no longer fit the names. Give each result its name first.',
      ],
      [
        has(values, name) && has(errors, name),
        `${rejected}, but \`${name}\` is in \`values\`, too. Code that looks there treats it as a ` +
          'success. Put a failure only into `errors`.',
      ],
      [
        has(values, name),
        `${rejected}, but \`values.${name}\` is ${shown(values[name])}, and nothing says why. Your caller ` +
          'can\'t tell "no result" from "it failed". Keep the error in `errors`, under the task\'s name.',
      ],
      [
        !has(errors, name),
        `${rejected}, but \`${name}\` is in neither \`values\` nor \`errors\`. Keep the error under ` +
          "the task's name.",
      ],
      [
        !Object.is(kept, value) && isSettled(kept),
        `\`errors.${name}\` is a result of \`Promise.allSettled\`, an object with a \`status\`. Keep its ` +
          '`reason`.',
      ],
      [
        !Object.is(kept, value) && value instanceof Error && typeof kept === 'string',
        `${rejected}, but \`errors.${name}\` is a string, ${shown(kept)}. The class, the stack and the ` +
          'cause are lost. Keep the error itself.',
      ],
      [
        !Object.is(kept, value) && kept instanceof Error,
        `${rejected}, but \`errors.${name}\` is another error, ${shown(kept)}. Keep the object that was ` +
          'thrown: callers look at its class, and its cause says why.',
      ],
      [
        !Object.is(kept, value),
        `${rejected}, but \`errors.${name}\` is ${shown(kept)}. Keep the error itself.`,
      ],
    ]
  }

  /** The other task that returned this object. */
  function ownerOf(kept: unknown, name: string): string | undefined {
    if (!isObject(kept)) return undefined
    return tasks.find(({ plan }) => plan.name !== name && plan.value === kept && !isFailure(plan))
      ?.plan.name
  }
}

function isSettled(value: unknown): boolean {
  if (!isObject(value) || !('status' in value)) return false
  return value.status === 'fulfilled' || value.status === 'rejected'
}
