import { oneCheck, type Part } from '../part.ts'
import { runTool, tools } from '../program.ts'

/** No file, export or dependency is there for nothing. */
export const unused: Part = {
  name: 'unused',
  about: 'knip',
  async run() {
    const { code, output } = await runTool(tools.knip, [])
    return oneCheck(code === 0, output)
  },
}
