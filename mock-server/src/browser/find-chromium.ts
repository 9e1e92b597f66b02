import { delimiter, join } from 'node:path'
import { isInstalled } from '../testing/programs.ts'

const programs = ['chromium', 'chromium-browser', 'google-chrome'] as const

/** Says where {@link findChromium} looked, in case it found nothing. */
export const whereItMayBe: string = `CHROMIUM_PATH is not set, and PATH has no ${programs.join(', ')}`

/**
 * For tests: the path of an installed Chromium, or `undefined`.
 *
 * `CHROMIUM_PATH` comes first. It is not checked here, so that a wrong path fails at the start.
 */
export async function findChromium(): Promise<string | undefined> {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  if (CHROMIUM_PATH !== undefined && CHROMIUM_PATH !== '') return CHROMIUM_PATH
  const folders = PATH.split(delimiter).filter((folder) => folder !== '')
  for (const program of programs) {
    for (const folder of folders) {
      const path = join(folder, program)
      if (await isInstalled(path)) return path
    }
  }
  return undefined
}
