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
  const { value: then } = Object.getOwnPropertyDescriptor(Promise.prototype, 'then') as {
    value: Promise<unknown>['then']
  }
  const run = await simulate({}, async (_api, time) => {
    const tasks = Array.from({ length: TASKS }, (_, i) => () => time.sleep(1 + ((i * 7) % TASKS)))
    replaceThen(function counted(this: Promise<unknown>, ...args: Parameters<typeof then>) {
      reactions += 1
      return then.apply(this, args)
    })
    try {
      for await (const _ of asTheyFinish(tasks)) got += 1
    } finally {
      replaceThen(then)
    }
  })
  diagnose(run, [
    [
      reactions > MOST,
      // Vitest calls `then`, too, a few times and not always as often.
      `For ${TASKS} tasks, \`then\` was called about ${numberText(100 * Math.round(reactions / 100))} times. A race adds a reaction to every promise that it ` +
        'is given, and the next race adds one more to those that are left. React to each promise once, when you have ' +
        'it, and let that reaction deliver the result.',
    ],
    [got !== TASKS, `The loop got ${got} results from ${TASKS} tasks.`],
  ])
}

/** `Promise.race` calls `then` on every promise that it is given; `await` doesn't call it. */
function replaceThen(then: unknown): void {
  const prototype: object = Promise.prototype
  Reflect.set(prototype, 'then', then)
}
