import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What a call of the file system does, by its name. */
const actions = new Map([
  ['open', 'open'],
  ['read', 'read'],
  ['write', 'write'],
  ['rename', 'write'],
  ['mkdir', 'make the folder'],
  ['scandir', 'list the folder'],
  ['copyfile', 'copy'],
  ['unlink', 'remove'],
  ['rmdir', 'remove'],
  ['watch', 'watch'],
])

const noPermission =
  'you have no permission. Change the permissions, or clone Overlap into your own folder'

/** Why a call of the file system failed, and what to do. */
const reasons = new Map([
  ['EACCES', noPermission],
  ['EPERM', noPermission],
  ['EROFS', 'the disk is read-only. Clone Overlap into a folder that you can write to'],
  ['ENOSPC', 'the disk is full. Free some space, then type the same again'],
  ['EDQUOT', 'your disk quota is used up. Free some space, then type the same again'],
  ['EISDIR', 'it should be a file, but it is a folder. Move that folder away'],
  ['ENOTDIR', 'a file is where a folder should be. Move that file away'],
  ['EEXIST', 'something else has that name. Move it away'],
  ['ENOENT', 'it does not exist. `git status` shows which files of the course are missing'],
  ['EBUSY', 'another program uses it. Close that program, then type the same again'],
  ['EMFILE', 'too many files are open. Close some programs, then type the same again'],
])

/** What these codes mean when a folder is made, with all the folders above it. */
const reasonsOfMkdir = new Map([
  // A folder that exists is no error, so this means that a file is in the way of the new folder.
  ['EEXIST', reasons.get('ENOTDIR')],
  // Node reports this code on a read-only disk.
  ['ENOENT', 'the disk seems to be read-only. Clone Overlap into a folder that you can write to'],
])

/**
 * Explains an error that is not a bug of the program: a package that is missing or damaged, a full
 * disk, a folder that cannot be written, a folder where a file should be.
 *
 * @param {unknown} error
 * @param {string} [root] - Explain only errors about this folder. Default: about any folder.
 * @returns {string | undefined} What failed, why, and what to do; `undefined` for any other error.
 */
export function explainError(error, root) {
  if (!(error instanceof Error)) return undefined
  return damagedPackage(error, root) ?? refusedFile(error, root)
}

/**
 * @param {NodeJS.ErrnoException} error
 * @param {string} [root]
 */
function damagedPackage({ message, code = '', name }, root) {
  const isAboutLoading = name === 'SyntaxError' || /MODULE_NOT_FOUND|PACKAGE/u.test(code)
  if (!isAboutLoading) return undefined
  const damaged = missingPackage(message, root) ?? withoutExport(message) ?? fileIn(message, root)
  if (damaged === undefined) return undefined
  return `Cannot load ${damaged}: it is not installed, or damaged. To repair the packages: npm run setup`
}

/**
 * The missing package, if a manifest of ours or another package depends on it. A package that no manifest
 * names is a mistake in the import.
 *
 * @param {string} message
 * @param {string} [root]
 */
function missingPackage(message, root) {
  const found = /Cannot find package '([^']+)' imported from (.+)$/mu.exec(message)
  const [, specifier = '', importer = ''] = found ?? []
  const name = /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0]
  if (name === undefined || root === undefined) return name && specifier
  return isWithin(root, importer) && isNamed(name, importer, root) ? specifier : undefined
}

/** @param {string} message */
function withoutExport(message) {
  // A relative path, or a name that begins with `#`, is not a package.
  const found = /The requested module '([^'./#][^']*)' does not provide an export/u.exec(message)
  return found?.[1]?.startsWith('node:') ? undefined : found?.[1]
}

/**
 * The package whose file a message is about.
 *
 * @param {string} message
 * @param {string} [root]
 */
function fileIn(message, root) {
  const path = root ? message.replaceAll(pathToFileURL(root).href, root).split(root)[1] : message
  const folders = path?.matchAll(/node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/\s'"]+)/gu) ?? []
  return [...folders].at(-1)?.[1]?.replace('\\', '/')
}

/**
 * @param {string} name
 * @param {string} importer
 * @param {string} root
 */
function isNamed(name, importer, root) {
  if (importer.includes(`${sep}node_modules${sep}`)) return true
  const ownManifest = nearestManifest(dirname(importer), root)
  return [ownManifest, join(root, 'package.json')].some((file) => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8'))
    return Object.hasOwn({ ...dependencies, ...devDependencies }, name)
  })
}

/**
 * @param {string} folder
 * @param {string} root
 * @returns {string}
 */
function nearestManifest(folder, root) {
  const file = join(folder, 'package.json')
  return existsSync(file) || !isWithin(root, folder) ? file : nearestManifest(dirname(folder), root)
}

/**
 * @param {NodeJS.ErrnoException & { dest?: string }} error
 * @param {string} [root]
 */
function refusedFile({ code = '', path, dest, syscall }, root) {
  const reason = (syscall === 'mkdir' && reasonsOfMkdir.get(code)) || reasons.get(code)
  if (syscall === undefined || reason === undefined) return undefined
  if (root !== undefined && path !== undefined && !isWithin(root, path)) return undefined
  const action = actions.get(syscall) ?? 'use'
  const what = [action, path, dest && `to ${dest}`].filter((part) => part !== undefined).join(' ')
  const file = reason === reasons.get('ENOTDIR') && path ? fileInTheWay(path) : undefined
  const where = file === undefined || file === path ? '' : `${file}: `
  return `Cannot ${what}: ${where}${reason} (${code}).`
}

/**
 * The file in this path that should be a folder.
 *
 * @param {string} path
 * @returns {string | undefined}
 */
function fileInTheWay(path) {
  if (existsSync(path)) return statSync(path).isDirectory() ? undefined : path
  return dirname(path) === path ? undefined : fileInTheWay(dirname(path))
}

/**
 * @param {string} root
 * @param {string} path
 */
function isWithin(root, path) {
  const way = relative(root, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && way !== path
}
