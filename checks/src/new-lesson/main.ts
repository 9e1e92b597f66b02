import { parseArgs } from 'node:util'
import { root as here } from '../root.ts'
import { writeNewLesson } from './new-lesson.ts'

// `npm run new-lesson 23 my-name`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { root: { type: 'string', default: here } },
})
const [number, name] = positionals

if (number === undefined || name === undefined) {
  console.error('Cannot make a lesson: expected a number and a name, such as')
  console.error('  npm run new-lesson 23 my-name')
  process.exitCode = 2
} else {
  try {
    const folder = writeNewLesson(values.root, number, name)
    console.log(`Made ${folder}. Each of its files says what to write: look for WRITE.`)
    console.log('Next:')
    console.log('  npm run setup                 links the new package')
    console.log(`  npm test -- gate ${number.padEnd(13)}lists what is still missing`)
  } catch (error) {
    console.error(error instanceof RangeError ? error.message : error)
    process.exitCode = 2
  }
}
