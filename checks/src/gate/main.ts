import { parseArgs } from 'node:util'
import { root as here } from '../root.ts'
import { runGate } from './gate.ts'
import { resultOf } from './report.ts'

// The gate by itself. `node checks/src/gate/main.ts 2 3` looks at two lessons.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, root: { type: 'string', default: here } },
})

const result = resultOf(await runGate({ root: values.root, only: positionals }))
console.log(values.json ? JSON.stringify(result) : result.output)
process.exitCode = result.failed === 0 ? 0 : 1
