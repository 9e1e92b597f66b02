// The `course` command.
import { enableCompileCache } from 'node:module'
import { compileCache } from './house.ts'

// Node keeps what it compiled, and the second start is faster by a third.
enableCompileCache(compileCache)
const { main } = await import('./cli.ts')
process.exitCode = await main(process.argv.slice(2))
