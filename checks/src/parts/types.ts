import { coverConditions } from '../conditions.ts'
import { importMaps } from '../import-maps.ts'
import { oneCheck, type Part, type PartResult, sumOf } from '../part.ts'
import { runTool, tools } from '../program.ts'
import { root } from '../root.ts'

/** The workspace type-checks with every answer of every lesson in the place of `#lesson`. */
export const types: Part = {
  name: 'types',
  about: 'tsc, with each answer of the lessons',
  async run() {
    const known = new Set<string>()
    const results = [await typeCheck('tsconfig.json', ['solution'], known)]
    for (const conditions of coverConditions(importMaps(root))) {
      results.push(await typeCheck('checks/tsconfig.lessons.json', conditions, known))
    }
    return sumOf(results)
  },
}

/** Type-checks once. Of the errors, only those are shown that were not known before. */
async function typeCheck(
  project: string,
  conditions: readonly string[],
  known: Set<string>,
): Promise<PartResult> {
  const list = conditions.join(',')
  const args = ['--noEmit', '-p', project, '--customConditions', list]
  const { code, output } = await runTool(tools.tsc, args)
  const fresh = output.split('\n').filter((line) => !known.has(line))
  for (const line of fresh) known.add(line)
  return oneCheck(code === 0, `With conditions ${list}:\n${fresh.join('\n') || 'the same errors'}`)
}
