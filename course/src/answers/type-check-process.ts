// Runs the compiler for `first-type-error.ts`. The compiler is a program that looks after nobody; this
// process ends it as soon as the course has gone, or has waited long enough.
import { execFile } from 'node:child_process'

const [file = '', ...args] = process.argv.slice(2)
// It ends with an error when it finds some; what it printed is all that matters.
const compiler = execFile(process.execPath, [file, ...args], (_, stdout) => {
  process.send?.(stdout, () => process.exit())
})
process.on('disconnect', () => {
  compiler.kill('SIGKILL')
  process.exit()
})
