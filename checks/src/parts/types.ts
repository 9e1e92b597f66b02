import { findHouse } from '@overlap/course'
import { writeAnswerTypes } from '../answer-types.ts'
import { oneCheck, type Part } from '../part.ts'
import { runTool, tools } from '../program.ts'
import { root } from '../root.ts'

/** Type-checks the workspace, and checks that each answer could replace its lesson's solution. */
export const types: Part = {
  name: 'types',
  about: 'tsc, with each answer of the lessons',
  async run() {
    const project = writeAnswerTypes(findHouse(root))
    const { code, output } = await runTool(tools.tsc, ['-p', project])
    return oneCheck(code === 0, output)
  },
}
