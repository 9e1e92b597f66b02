// Runs the compiler for `first-type-error.ts`. The compiler doesn't notice when the course ends;
// this process does, and then stops it. It also stops it when the course has waited long enough.
import { execFile } from 'node:child_process'

const [file = '', ...args] = process.argv.slice(2)
// Its exit code says whether it found type errors. Only its output matters here.
const compiler = execFile(process.execPath, [file, ...args], (_, stdout) => {
  process.send?.(stdout, () => process.exit())
})
process.on('disconnect', () => {
  compiler.kill('SIGKILL')
  process.exit()
})
