import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Marks each place in a new lesson where something is still to be written. */
export const toWrite = 'WRITE:'

const template = join(import.meta.dirname, 'template')

/**
 * Makes the folder of a new lesson, with a file for every part. Each file says what to write.
 *
 * @param root - Folder of the repository.
 * @param number - Its place in the course, from 1 to 99.
 * @param name - Its name, such as `a-few-at-a-time`.
 * @returns The new folder, such as `lessons/12-a-few-at-a-time`.
 * @throws {RangeError} if the number or the name cannot be used. In that case, nothing is written.
 */
export function writeNewLesson(root: string, number: string, name: string): string {
  const id = number.padStart(2, '0')
  if (!/^\d\d$/u.test(id) || id === '00') {
    throw new RangeError(`Cannot number a lesson "${number}": expected a number from 1 to 99`)
  }
  if (!/^[a-z]+(?:-[a-z]+)*$/u.test(name)) {
    throw new RangeError(`Cannot name a lesson "${name}": expected lowercase letters and hyphens`)
  }
  const [taken] = globSync(`lessons/${id}-*`, { cwd: root })
  if (taken !== undefined) {
    throw new RangeError(`Cannot make lesson ${id}: the number is taken by ${taken}`)
  }
  const folder = `lessons/${id}-${name}`
  const words = { number: id, plainNumber: String(Number(id)), title: titleOf(name) }
  for (const file of globSync('**/*.txt', { cwd: template })) {
    const target = join(root, folder, file.replace(/\.txt$/u, ''))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, fillIn(file, words))
  }
  return folder
}

/** The package.json of a new lesson with this number, such as `07`, as text. */
export function newManifest(number: string): string {
  return fillIn('package.json.txt', { number })
}

function titleOf(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`
}

function fillIn(file: string, words: Readonly<Record<string, string>>): string {
  const text = readFileSync(join(template, file), 'utf8')
  return text.replaceAll(/\{\{(\w+)\}\}/gu, (_, word: string) => words[word] ?? '')
}
