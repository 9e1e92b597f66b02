import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CourseError } from '../errors.ts'

/** A path to a folder that Vite can use, if necessary through a symbolic link. */
export interface PlainPath extends Disposable {
  readonly path: string
  readonly isLink: boolean
}

/**
 * Finds a path to `folder` that Vite can use. Vite parses module names like URLs, so for a folder such
 * as `C#`, `what?` or `100%25` this makes a link in the system's temporary folder. Dispose of the result
 * to remove the link.
 *
 * @throws {CourseError} if the path of the temporary folder has such characters, too.
 */
export function plainPath(folder: string): PlainPath {
  if (isPlain(folder)) return { path: folder, isLink: false, [Symbol.dispose]: () => {} }
  if (!isPlain(tmpdir())) {
    throw new CourseError(
      `Cannot check answers in ${folder}: Vite can use neither this path nor ${tmpdir()}. ` +
        'Expected a path without #, ? and %. Rename the folder.',
    )
  }
  const home = mkdtempSync(path.join(tmpdir(), 'overlap-'))
  const link = path.join(home, 'course')
  symlinkSync(folder, link, 'junction')
  return {
    path: link,
    isLink: true,
    // This removes only the link, never its target.
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  }
}

function isPlain(folder: string): boolean {
  return !/[#?%]/.test(folder)
}
