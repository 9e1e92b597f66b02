// The process of an exploration. `explore-in-process.ts` starts it, and receives its result.
import { CourseError } from '../errors.ts'
import { exploreInThread, type ThreadLimits } from './explore-in-thread.ts'
import type { ExploreSettings, FromExplorer } from './messages.ts'

// Ends this process when the course ends for any reason, even while the thread is in a loop.
process.on('disconnect', () => process.exit())

process.send?.(await result(), () => process.exit())

async function result(): Promise<FromExplorer> {
  try {
    const [settings, limits] = JSON.parse(process.argv[2] ?? '') as [ExploreSettings, ThreadLimits]
    return await exploreInThread(settings, limits)
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
    return { type: 'refused', message: error.message, exitCode: error.exitCode }
  }
}
