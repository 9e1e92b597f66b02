import path from 'node:path'

/** Where things are: the course's own folder, the lessons, and what the learner leaves behind. */
export interface House {
  /** The folder that holds `lessons/`; `OVERLAP_ROOT` overrides it. */
  readonly root: string
  /** `lessons/` below the root. */
  readonly lessonsDir: string
  /** `.overlap/` below the root: progress, kept answers, files of a running check. */
  readonly overlapDir: string
}

/** The folder of the course's own files, wherever the lessons are. */
export const ownRoot: string = path.resolve(import.meta.dirname, '../..')

/** Where Node keeps what it compiled, so that the next start is faster. */
export const compileCache: string = path.join(ownRoot, '.overlap/cache/node')

/** Describes the house at `root`; by default the one this file is part of. */
export function findHouse(root?: string): House {
  const chosen = path.resolve(root ?? (process.env['OVERLAP_ROOT'] || ownRoot))
  return {
    root: chosen,
    lessonsDir: path.join(chosen, 'lessons'),
    overlapDir: path.join(chosen, '.overlap'),
  }
}

/** A path as a learner would type it: relative to where they are when that is shorter. */
export function shown(file: string): string {
  const relative = path.relative(process.cwd(), file)
  return relative !== '' && relative.length < file.length && !relative.startsWith('../../')
    ? relative
    : file
}
