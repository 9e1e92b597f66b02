import { serveRounds } from '../harness/contender-process.ts'
import { kinds, type Input } from './kinds.ts'

const [name = ''] = process.argv.slice(2)
const start = kinds[name]
if (start === undefined) throw new Error(`Unknown way to wait: ${name}`)
serveRounds((input) => start(input as unknown as Input))
