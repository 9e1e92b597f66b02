import { writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'
// Loaded now, in about a millisecond: after a failed import, Node may refuse to load another file.
import { explainError } from './explain-error.mjs'

// Loaded with `--import` into a program of the project. If a learner can fix the cause of a crash, it
// prints a sentence about it in place of Node's stack trace. Any other error stays as it is.

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const aboutSyntax =
  'A file cannot be parsed. If it is in node_modules, it is damaged. To repair it: npm run setup'

if (isMainThread) {
  process.on('uncaughtExceptionMonitor', (error) => {
    if (process.listenerCount('uncaughtException') > 0) return
    const sentence = explainError(error, root)
    // Only Node knows the place of a syntax error, and prints it below.
    if (sentence === undefined && error instanceof SyntaxError) writeSync(2, `\n${aboutSyntax}\n`)
    if (sentence === undefined) return
    writeSync(2, `\n${sentence}\n\n`)
    process.exit(1)
  })
}
