import { oneCheck, type Part } from '../part.ts'
import { runTool, tools } from '../program.ts'

/** Checks that every file, export and dependency is used. */
export const unused: Part = {
  name: 'unused',
  about: 'knip',
  async run() {
    const { code, output } = await runTool(tools.knip, [])
    return oneCheck(code === 0, output)
  },
}
