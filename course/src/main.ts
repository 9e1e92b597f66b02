// The `course` command.
import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { explained } from './explained.ts'
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

process.exitCode = await explained(async () => {
  // Loaded here, because the packages that these files need may be missing.
  const { leaveWithTheReader } = await import('./ui/terminal.ts')
  leaveWithTheReader()
  const { main } = await import('./cli.ts')
  return main(process.argv.slice(2))
})
