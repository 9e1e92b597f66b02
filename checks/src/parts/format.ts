import { oneCheck, type Part } from '../part.ts'
import { runTool, tools } from '../program.ts'

/** Every file looks as the formatter would write it. */
export const format: Part = {
  name: 'format',
  about: 'oxfmt',
  async run() {
    const { code, output } = await runTool(tools.oxfmt, ['.'])
    return oneCheck(code === 0, `${output}Fix it: npm run format\n`)
  },
}
