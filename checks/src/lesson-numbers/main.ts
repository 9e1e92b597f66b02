import { root } from '../root.ts'
import { renameLesson } from './rename-lesson.ts'

// `npm run rename-lesson 7 12-first-good-answer`

const [wanted, folder] = process.argv.slice(2)

if (wanted === undefined || folder === undefined) {
  console.error('Cannot rename a lesson: expected the lesson and its new folder, such as')
  console.error('  npm run rename-lesson 7 12-first-good-answer')
  process.exitCode = 2
} else {
  try {
    const { from, to, changed, left } = renameLesson(root, wanted, folder)
    console.log(`Renamed lessons/${from.folder} to lessons/${to.folder}. Rewritten:`)
    for (const path of changed) console.log(`  ${path}`)
    if (left.length > 0) console.log('These files still mention the old name. Check them:')
    for (const path of left) console.log(`  ${path}`)
    console.log('Next:')
    console.log('  npm run setup             links the packages again')
    console.log('  npm run update-readmes    brings the output in READMEs up to date')
    console.log('  npm test')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  }
}
