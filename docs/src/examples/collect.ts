import {
  type Comment,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
  type SourceReference,
} from 'typedoc'

/** A program from the `@example` of an export. */
export interface Example {
  /** What it is an example of, and where: `facts() in trace/src/facts.ts`. */
  readonly name: string
  /** Absolute path of a file that does not exist, beside the one with the comment. */
  readonly path: string
  /** A whole module, its imports included. */
  readonly code: string
}

const fence = /^```ts\n(?<code>.*?)^```/gmsu

/** Every `ts` code block in an `@example` of the exports, in the order of the files. */
export function examplesOf(project: ProjectReflection): Example[] {
  return Object.values(project.reflections).flatMap((reflection) => {
    const source = sourceOf(reflection)
    if (source === undefined) return []
    return blocksOf(reflection.comment).map((code, i) => ({
      name: `${titleOf(reflection)} in ${source.fileName}`,
      path: source.fullFileName.replace(/\.ts$/u, `.example-${reflection.id}-${i + 1}.ts`),
      code,
    }))
  })
}

/** One sentence for each exported function of these modules, and those below them, without an example. */
export function missingExamples(project: ProjectReflection, names: readonly string[]): string[] {
  const modules = project.getChildrenByKind(ReflectionKind.Module)
  const functions = modules
    .filter(({ name }) => names.some((of) => name === of || name.startsWith(`${of}/`)))
    .flatMap((module) => module.getChildrenByKind(ReflectionKind.Function))
  return functions
    .filter(({ signatures = [] }) => signatures.every((one) => blocksOf(one.comment).length === 0))
    .map((reflection) => {
      const file = sourceOf(reflection)?.fileName ?? ''
      return `${file}: ${reflection.name}() has no example: add a block of ts code below an @example in its comment`
    })
}

function blocksOf(comment: Comment | undefined): string[] {
  const tags = comment?.getTags('@example') ?? []
  return tags.flatMap(({ content }) => {
    const text = content.map((part) => part.text).join('')
    return Array.from(text.matchAll(fence), ({ groups }) => groups?.['code'] ?? '')
  })
}

function sourceOf(reflection: Reflection): SourceReference | undefined {
  if (!reflection.isSignature() && !reflection.isDeclaration()) return undefined
  return reflection.sources?.[0]
}

function titleOf(reflection: Reflection): string {
  return reflection.isSignature() ? `${reflection.name}()` : reflection.name
}
