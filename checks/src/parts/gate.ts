import { join } from 'node:path'
import type { Part } from '../part.ts'
import { readPartResult } from '../part-report.ts'
import { runNode } from '../program.ts'
import { root } from '../root.ts'

/**
 * Every lesson has all its parts, and they do what they claim. `npm test -- gate 2`: one lesson.
 * A lesson that passed is not run again until something changes that it rests on.
 */
export const gate: Part = {
  name: 'gate',
  about: 'every lesson: anatomy, answers, demo, README',
  async run(args, fresh) {
    const main = join(root, 'checks/src/gate/main.ts')
    return readPartResult(await runNode([main, '--json', ...(fresh ? ['--fresh'] : []), ...args]))
  },
}
