import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { systemTrouble } from './messages.mjs'

/**
 * Explains an error that has nothing to do with the program that met it: a package that is missing or
 * damaged, a full disk, a folder that cannot be written, a folder where a file should be.
 *
 * @param {unknown} error
 * @param {string} root - The folder of the repository; what is elsewhere is not explained.
 * @returns {string | undefined} What happened and what to do, in a few lines; nothing for any other
 *   error.
 */
export function explainTrouble(error, root) {
  if (!(error instanceof Error)) return undefined
  return damagedPackage(error, root) ?? brokenFile(error, root)
}

/**
 * @param {NodeJS.ErrnoException} error
 * @param {string} root
 */
function damagedPackage({ message, code = '', name }, root) {
  const isAboutLoading = name === 'SyntaxError' || /MODULE_NOT_FOUND|PACKAGE/u.test(code)
  if (!isAboutLoading) return undefined
  const damaged = missingPackage(message, root) ?? withoutExport(message) ?? fileIn(message, root)
  if (damaged === undefined) return undefined
  return (
    `Cannot load the package ${damaged}: it is missing or damaged.\n` +
    `Node said: ${message.split('\n')[0]}\n` +
    'To install every package again, type npm run setup.'
  )
}

/**
 * A package that a manifest of ours, or another package, names. Any other one is the mistake of
 * whoever wrote the import.
 *
 * @param {string} message
 * @param {string} root
 */
function missingPackage(message, root) {
  const found = /Cannot find package '([^']+)' imported from (.+)$/mu.exec(message)
  const [, specifier = '', importer = ''] = found ?? []
  const name = /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0]
  if (name === undefined || !isWithin(root, importer)) return undefined
  return isNamed(name, importer, root) ? name : undefined
}

/** @param {string} message */
function withoutExport(message) {
  // A relative file, or one of the lesson, is not a package.
  const found = /The requested module '([^'./#][^']*)' does not provide an export/u.exec(message)
  return found?.[1]?.startsWith('node:') ? undefined : found?.[1]
}

/**
 * The package whose file a message is about.
 *
 * @param {string} message
 * @param {string} root
 */
function fileIn(message, root) {
  const [, path] = message.replaceAll(pathToFileURL(root).href, root).split(root)
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
 * @param {NodeJS.ErrnoException} error
 * @param {string} root
 */
function brokenFile({ code, path, syscall, message }, root) {
  if (code === undefined || syscall === undefined) return undefined
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && !(path && isWithin(root, path))) return undefined
  return systemTrouble('go on', message)
}

/**
 * @param {string} root
 * @param {string} path
 */
function isWithin(root, path) {
  const way = relative(root, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && way !== path
}
