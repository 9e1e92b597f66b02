import ts from 'typescript'
import type { EntryPoint } from '../entry-points.ts'
import type { Example } from './collect.ts'

/**
 * The type errors in examples, one sentence each. `program` is the one with the files that the
 * examples are from: what it has read is not read again.
 */
export function typeErrorsOf(
  examples: readonly Example[],
  program: ts.Program,
  entryPoints: readonly EntryPoint[],
): string[] {
  const paths = Object.fromEntries(entryPoints.map(({ specifier, file }) => [specifier, [file]]))
  const options = { ...program.getCompilerOptions(), paths }
  const codes = new Map(examples.map(({ path, code }) => [path, code]))
  const disk = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => codes.has(path) || disk.fileExists(path),
    getSourceFile(path, version, ...rest) {
      const code = codes.get(path)
      if (code !== undefined) return ts.createSourceFile(path, code, version, true)
      return program.getSourceFile(path) ?? disk.getSourceFile(path, version, ...rest)
    },
  }
  const withExamples = ts.createProgram({ rootNames: [...codes.keys()], options, host })
  return examples.flatMap(({ name, path }) => {
    const file = withExamples.getSourceFile(path)
    return ts
      .getPreEmitDiagnostics(withExamples, file)
      .map(
        (error) =>
          `The example of ${name} has a type error in line ${lineOf(error)}: ${textOf(error)}`,
      )
  })
}

function lineOf({ file, start = 0 }: ts.Diagnostic): number {
  return 1 + (file?.getLineAndCharacterOfPosition(start).line ?? 0)
}

function textOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, '\n')
}
