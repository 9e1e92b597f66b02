import { join } from 'node:path'
import type { Part } from '../part.ts'
import { readPartResult } from '../part-report.ts'
import { runNode } from '../program.ts'
import { root } from '../root.ts'

/** Every export is documented, and every link in the documentation leads somewhere. */
export const reference: Part = {
  name: 'reference',
  about: 'TypeDoc',
  async run() {
    return readPartResult(await runNode([join(root, 'docs/src/check.ts')]))
  },
}
