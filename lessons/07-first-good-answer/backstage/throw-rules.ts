import { carries, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { isGood } from './scenes.ts'

/** A task that throws before it returns a promise has failed like any other. */
export function diagnoseThrow({ run, tasks, result, settledMs }: Played): void {
  const thrower = tasks.find(({ plan }) => plan.end === 'throws at once')
  if (thrower === undefined) return
  const { number, plan } = thrower
  const threw = `Task ${number} threw ${shown(plan.value)} before it returned a promise`
  const missing = tasks.filter(({ timesCalled }) => timesCalled === 0).length
  const reason = reasonOf(result)
  const isBare = !(reason instanceof AggregateError) && carries(reason, plan.value)
  diagnose(run, [
    [
      run.leftovers.some(({ kind }) => kind === 'throw'),
      `${threw}, and your function threw that error at its caller. An async function around the call of ` +
        'the task turns a throw into a rejection.',
    ],
    [
      missing > 0,
      `${threw}, and your code didn't call the other tasks. An async function around the call of the ` +
        'task turns a throw into a rejection. Then it counts like any other failure.',
    ],
    [
      result?.status === 'rejected' && isBare && (settledMs === 0 || !tasks.some(isGoodOne)),
      `${threw}, and your promise rejected with that error, because \`Promise.any\` never got this ` +
        "task's promise. An async function around the call of the task turns a throw into a rejection.",
    ],
  ])
}

const isGoodOne = ({ plan }: Played['tasks'][number]): boolean => isGood(plan)
