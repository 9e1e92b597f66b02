import path from 'node:path'

/** The folders of the lessons and of the learner's data. */
export interface House {
  /** The folder that contains `lessons/`. */
  readonly root: string
  /** `lessons/` below the root. */
  readonly lessonsDir: string
  /** `.overlap/` below the root: progress, saved answers, and files of running checks. */
  readonly overlapDir: string
}

/** The folder of the course's own files. The lessons may be in another folder. */
export const ownRoot: string = path.resolve(import.meta.dirname, '../..')

/** The folder of Node's compile cache, which makes later starts faster. */
export const compileCache: string = path.join(ownRoot, '.overlap/cache/node')

/** The house at `root`. Default: the environment variable `OVERLAP_ROOT`, or the course's own folder. */
export function findHouse(root?: string): House {
  const chosen = path.resolve(root ?? (process.env['OVERLAP_ROOT'] || ownRoot))
  return {
    root: chosen,
    lessonsDir: path.join(chosen, 'lessons'),
    overlapDir: path.join(chosen, '.overlap'),
  }
}

/** A path for messages: relative to the current folder if that is shorter. */
export function shown(file: string): string {
  const relative = path.relative(process.cwd(), file)
  return relative !== '' && relative.length < file.length && !relative.startsWith('../../')
    ? relative
    : file
}
