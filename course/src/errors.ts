/**
 * Something the learner can put right: the message is all that is printed, without a stack.
 *
 * Exit code 2 says that the command was typed wrong, 1 that it could not be done.
 */
export class CourseError extends Error {
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CourseError'
    this.exitCode = exitCode
  }
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** Whether a file-system call failed with this code, such as `ENOENT`. */
export function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code
}

/** What a call of the file system was to do, by its name. */
const actions: Readonly<Record<string, string>> = {
  open: 'open',
  read: 'read',
  write: 'write',
  rename: 'write',
  mkdir: 'make the folder',
  scandir: 'list the folder',
  copyfile: 'copy',
  unlink: 'remove',
  watch: 'watch',
}

/** Why the file system refused, and what to do. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission. Change the permissions, or copy the course to a folder of yours',
  EPERM: 'you have no permission. Change the permissions, or copy the course to a folder of yours',
  EROFS: 'the disk is read-only. Copy the course to a folder that can be written',
  ENOSPC: 'the disk is full. Free some space, then type the same again',
  EDQUOT: 'your share of the disk is full. Free some space, then type the same again',
  EISDIR: 'expected a file, and it is a folder. Move that folder away',
  ENOTDIR: 'expected a folder, and a file is in its place. Move that file away',
  EEXIST: 'something else has that name. Move it away',
  ENOENT: 'it is not there. `git status` shows files of the course that are missing',
  EBUSY: 'another program uses it. Close that program, then type the same again',
  EMFILE: 'too many files are open. Close some programs, then type the same again',
}

/**
 * What to tell the learner about an error that the course did not make: of the file system, or a
 * missing package. `undefined` for any other, which is a defect of the course.
 */
export function inWords(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined
  const { code, syscall, path, message } = thrown as NodeJS.ErrnoException
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
    const missing = /['"]([^'"]+)['"]/.exec(message)?.[1] ?? 'a module'
    return `Cannot load ${missing}: it is not installed, or not whole. To repair the packages: npm run setup`
  }
  // Only a file is in the way of a folder; a folder that exists is no error.
  const reason = reasons[code === 'EEXIST' && syscall === 'mkdir' ? 'ENOTDIR' : (code ?? '')]
  if (syscall === undefined || reason === undefined) return undefined
  const what = [actions[syscall] ?? 'use', ...(path === undefined ? [] : [path])].join(' ')
  return `Cannot ${what}: ${reason} (${code}).`
}
