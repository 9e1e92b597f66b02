// The `course` command.
import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { explainError } from '@overlap/setup/explain-error'
import { compileCache, ownRoot } from './house.ts'

// Node keeps what it compiled, and the second start is faster by a third.
enableCompileCache(compileCache)
returnToTheLearner()

// npm and pnpm start a script in the folder of its package.json. Paths that were typed, and paths that
// are printed, are relative to where the learner is.
function returnToTheLearner(): void {
  const typedIn = process.env['INIT_CWD']
  if (typedIn === undefined || process.cwd() !== ownRoot) return
  if (`${path.resolve(typedIn)}${path.sep}`.startsWith(ownRoot + path.sep)) process.chdir(typedIn)
}

try {
  const { main } = await import('./cli.ts')
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  // Here and not in `main`, which needs packages that may be missing.
  const sentence = explainError(error)
  if (sentence === undefined) throw error
  process.stderr.write(`\n${sentence}\n\n`)
  process.exitCode = 1
}
