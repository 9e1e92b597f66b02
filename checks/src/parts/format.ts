import { oneCheck, type Part } from '../part.ts'
import { runTool, tools } from '../program.ts'

/** Checks that every file is formatted. */
export const format: Part = {
  name: 'format',
  about: 'oxfmt',
  async run() {
    const { code, output } = await runTool(tools.oxfmt, ['.'])
    return oneCheck(code === 0, `${output}Fix it: npm run format\n`)
  },
}
