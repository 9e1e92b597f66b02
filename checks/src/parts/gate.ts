import { join } from 'node:path'
import type { Part } from '../part.ts'
import { readPartResult } from '../part-report.ts'
import { runNode } from '../program.ts'
import { root } from '../root.ts'

/**
 * Checks that every lesson has all its parts, and that they do what they claim.
 * `npm test -- gate 2` checks one lesson, with the mutants of its solution. They take as long as everything else, so
 * without a number they run only with `--fresh` and in CI. A lesson that passed is checked again only after something
 * that it depends on has changed.
 */
export const gate: Part = {
  name: 'gate',
  about: process.env['CI']
    ? 'every lesson: anatomy, answers, mutants, demo, README'
    : 'every lesson: anatomy, answers, demo, README (and mutants: npm test -- --fresh)',
  async run(args, fresh) {
    const main = join(root, 'checks/src/gate/main.ts')
    return readPartResult(await runNode([main, '--json', ...(fresh ? ['--fresh'] : []), ...args]))
  },
}
