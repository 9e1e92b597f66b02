import { parseArgs } from 'node:util'
import { root as here } from '../root.ts'
import { runGate } from './gate.ts'
import { resultOf } from './report.ts'

// Runs only the gate: `node checks/src/gate/main.ts 2 3` checks two lessons, and their mutants, too. In CI, no
// lesson is skipped because it passed before, and all mutants run.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: Boolean(process.env['CI']) },
    root: { type: 'string', default: here },
  },
})

const result = resultOf(
  await runGate({
    root: values.root,
    only: positionals,
    fresh: values.fresh,
    mutants: values.fresh || positionals.length > 0,
  }),
)
console.log(values.json ? JSON.stringify(result) : result.output)
process.exitCode = result.failed === 0 ? 0 : 1
