import { join } from 'node:path'
import type { Part } from '../part.ts'
import { readPartResult } from '../part-report.ts'
import { runNode } from '../program.ts'
import { root } from '../root.ts'

/** Checks that every export is documented, and that no link in the documentation is broken. */
export const reference: Part = {
  name: 'reference',
  about: 'TypeDoc',
  async run() {
    return readPartResult(await runNode([join(root, 'docs/src/check.ts')]))
  },
}
