import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CourseError } from '../errors.ts'

/** A way to a folder, through a link if its own path cannot be used. */
export interface PlainPath extends Disposable {
  readonly path: string
  readonly isLink: boolean
}

/**
 * A path to `folder` that Vite can use. Vite reads module names as parts of URLs, so a folder named
 * `C#`, `what?` or `100%25` is reached through a link in the system's folder for temporary files.
 * Dispose of it to remove the link.
 *
 * @throws {CourseError} if that folder has such a name, too.
 */
export function plainPath(folder: string): PlainPath {
  if (isPlain(folder)) return { path: folder, isLink: false, [Symbol.dispose]: () => {} }
  if (!isPlain(tmpdir())) {
    throw new CourseError(
      `Cannot check answers in ${folder}: Vite cannot use this path, nor ${tmpdir()}. ` +
        'Expected a path without #, ? and %. Rename the folder.',
    )
  }
  const home = mkdtempSync(path.join(tmpdir(), 'overlap-'))
  const link = path.join(home, 'course')
  symlinkSync(folder, link, 'junction')
  return {
    path: link,
    isLink: true,
    // The link alone is removed, never what it leads to.
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  }
}

function isPlain(folder: string): boolean {
  return !/[#?%]/.test(folder)
}
