import { oneCheck, type Part } from '../part.ts'
import { runTool, tools } from '../program.ts'

/** Runs the linter, with the rules that need types, such as those about promises. */
export const lint: Part = {
  name: 'lint',
  about: 'oxlint, with types',
  async run() {
    const { code, output } = await runTool(tools.oxlint, ['.'])
    return oneCheck(code === 0, output)
  },
}
