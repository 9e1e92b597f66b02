// Runs the compiler for `first-type-error.ts`, and stops it when the course ends or disconnects after its
// timeout. The compiler itself wouldn't notice.
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
