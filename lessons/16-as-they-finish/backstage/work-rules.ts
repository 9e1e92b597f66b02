import { simulate } from '@overlap/mock-server'
import { diagnose, numberText } from '@overlap/trace'
import type { AsTheyFinish } from './play.ts'

const TASKS = 200
/** Far more than any way needs that does the same work for each task, and far fewer than a race in a loop. */
const MOST = 20 * TASKS

/** The work grows with the number of tasks, not with its square. It is counted in reactions. */
export async function judgeWork(asTheyFinish: AsTheyFinish): Promise<void> {
  let got = 0
  let reactions = 0
  const { then } = Promise.prototype
  const run = await simulate({}, async (_api, time) => {
    const tasks = Array.from({ length: TASKS }, (_, i) => () => time.sleep(1 + ((i * 7) % TASKS)))
    // oxlint-disable-next-line no-extend-native, no-then-property -- put back below
    Promise.prototype.then = function counted(this: Promise<unknown>, ...args) {
      reactions += 1
      return then.apply(this, args) as never
    }
    try {
      for await (const _ of asTheyFinish(tasks)) got += 1
    } finally {
      // oxlint-disable-next-line no-extend-native, no-then-property -- back again
      Promise.prototype.then = then
    }
  })
  diagnose(run, [
    [
      reactions > MOST,
      `For ${TASKS} tasks, \`then\` was called ${numberText(reactions)} times. A race adds a reaction to every promise that it ` +
        'is given, and the next race adds one more to those that are left. Give each promise one reaction, which says what ' +
        'to do with its result.',
    ],
    [got !== TASKS, `The loop got ${got} results from ${TASKS} tasks.`],
  ])
}
