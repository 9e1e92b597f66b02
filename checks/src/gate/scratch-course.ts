import type { Lesson } from '@overlap/course'
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** A copy of the lessons in which commands can run safely. */
export interface ScratchCourse extends Disposable {
  /** The copy's folder: it holds `lessons/`. */
  readonly root: string
}

/**
 * Copies the lessons to a temporary folder, each with a new exercise in place of the learner's. So
 * commands neither change the learner's work nor have to make an exercise first. Disposing of it
 * removes the copy.
 */
export function openScratchCourse(lessons: readonly Lesson[]): ScratchCourse {
  const root = mkdtempSync(join(tmpdir(), 'overlap-scratch-'))
  for (const { dir, folder } of lessons) {
    const copy = join(root, 'lessons', folder)
    cpSync(dir, copy, {
      recursive: true,
      filter: (path) => !['node_modules', 'exercise.ts'].includes(basename(path)),
    })
    const starter = join(copy, 'starter.ts')
    if (existsSync(starter)) copyFileSync(starter, join(copy, 'exercise.ts'))
    // The links in node_modules are relative, so they work only from the original folder.
    symlinkSync(join(dir, 'node_modules'), join(copy, 'node_modules'), 'junction')
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) }
}
