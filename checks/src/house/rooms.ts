import { posix } from 'node:path'
import type { TextFile } from './text-file.ts'

/** The rooms from the ground up. A room imports only rooms that stand before it. */
export const floors = [
  'setup',
  'trace',
  'mock-server',
  'lessons',
  'course',
  'benchmarks docs checks',
]

const staticImport = /^(?:import|export)\b[^'"=()]*?\bfrom\s*['"](?<from>[^'"]+)['"]/gmu
const bareImport = /^import\s*['"](?<from>[^'"]+)['"]/gmu
const dynamicImport = /\bimport\(\s*['"](?<from>[^'"]+)['"]/gu

/** What a file imports, as written. Static imports are looked for at the start of a line. */
export function importsOf(text: string): string[] {
  return [staticImport, bareImport, dynamicImport].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ groups }) => groups?.['from'] ?? ''),
  )
}

/** One sentence for each import that goes up the house, or around a room's front door. */
export function wrongImports({ path, text }: TextFile): string[] {
  const from = floorOf(path)
  if (from === undefined) return []
  return importsOf(text).flatMap((specifier) => {
    const to = targetOf(path, specifier)
    const toFloor = to === undefined ? undefined : floorOf(to)
    if (to === undefined || toFloor === undefined || roomOf(to) === roomOf(path)) return []
    if (specifier.startsWith('.')) {
      return [`${path} imports ${specifier}: expected the name of the package, @overlap/…`]
    }
    return toFloor < from
      ? []
      : [`${path} imports ${specifier}: expected only rooms before ${roomOf(path)}`]
  })
}

/** The file or folder of the repository that an import means; undefined for other packages. */
function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier)
  const name = /^@overlap\/(?<name>[^/]+)/u.exec(specifier)?.groups?.['name']
  return name === undefined ? undefined : `${name.replace(/^lesson-(?=\d)/u, 'lessons/')}/`
}

/** `trace`, `lessons/02`, … */
function roomOf(path: string): string {
  const [room = '', folder = ''] = path.split('/')
  return room === 'lessons' ? `lessons/${folder.slice(0, 2)}` : room
}

/** Higher for later rooms, and for later lessons. */
function floorOf(path: string): number | undefined {
  const room = roomOf(path)
  const floor = floors.findIndex((names) => names.split(' ').includes(room.split('/')[0] ?? ''))
  if (floor === -1) return undefined
  return floor + Number(room.split('/')[1] ?? 0) / 100
}
