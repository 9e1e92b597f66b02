import { join } from 'node:path'
import type { Part } from '../part.ts'
import { readPartResult } from '../part-report.ts'
import { runNode } from '../program.ts'
import { root } from '../root.ts'

/**
 * Checks that every lesson has all its parts, and that they do what they claim.
 * `npm test -- gate 2` checks one lesson. A lesson that passed is checked again only after something
 * that it depends on has changed.
 */
export const gate: Part = {
  name: 'gate',
  about: 'every lesson: anatomy, answers, demo, README',
  async run(args, fresh) {
    const main = join(root, 'checks/src/gate/main.ts')
    return readPartResult(await runNode([main, '--json', ...(fresh ? ['--fresh'] : []), ...args]))
  },
}
