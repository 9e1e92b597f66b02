import { stripVTControlCharacters } from 'node:util'
import {
  Application,
  Converter,
  type DeclarationReflection,
  Logger,
  LogLevel,
  type ProjectReflection,
  ReflectionKind,
  TSConfigReader,
  type TypeDocOptions,
} from 'typedoc'
import type { EntryPoint } from './entry-points.ts'
import { examplesOf, missingExamples } from './examples/collect.ts'
import { failuresOf } from './examples/run.ts'
import { typeErrorsOf } from './examples/type-check.ts'
import { excusedFromComment } from './excused.ts'

/** What to document, and where to put it. */
export interface ReferenceOptions {
  /** The modules to document. */
  readonly entryPoints: readonly EntryPoint[]
  /** The TypeScript configuration that includes them all. */
  readonly tsconfig: string
  /** Paths are shown relative to this folder. */
  readonly root: string
  /** Where the HTML goes. Without it everything is checked and nothing is written. */
  readonly out?: string
  /** Modules of which each exported function must have an example, or what their names begin with. */
  readonly modulesWithExamples?: readonly string[]
  /** Markdown files that become pages beside the modules. Default: none. */
  readonly pages?: readonly string[]
  /** The Markdown of the first page. Default: none. */
  readonly readme?: string
}

/** What was found. */
export interface Reference {
  /** How many modules, how many exports in all of them, and how many examples there are. */
  readonly modules: number
  readonly exports: number
  readonly examples: number
  /** One line for each undocumented export, broken link, failing example or other problem. */
  readonly problems: readonly string[]
}

/**
 * Reads the modules, and checks that every export (and every member of one) is documented, that
 * every link leads somewhere, and that every example type-checks, runs and shows what it says.
 * Writes the reference if there is a place to write it to and there was no problem.
 *
 * Takes a few seconds. It does not type-check the modules: `npm test` does that.
 */
export async function makeReference(options: ReferenceOptions): Promise<Reference> {
  const app = await Application.bootstrap(typedocOptions(options), [new TSConfigReader()])
  const logger = new ProblemList()
  app.logger = logger
  nameModules(app, options.entryPoints)

  const read = app.getEntryPoints()
  const program = read?.[0]?.program
  if (read === undefined || program === undefined) {
    return { modules: 0, exports: 0, examples: 0, problems: logger.problems }
  }
  const project = app.converter.convert(read)
  app.validate(project)
  const examples = examplesOf(project)
  const problems = [
    ...logger.problems.filter(isNotAbout(excusedFromComment(project))),
    ...missingExamples(project, options.modulesWithExamples ?? []),
    ...typeErrorsOf(examples, program, options.entryPoints),
    ...(await failuresOf(examples, options.entryPoints)),
  ]
  forgetSourceUrls(project)
  if (options.out !== undefined && problems.length === 0) await app.generateOutputs(project)

  const modules = project.getChildrenByKind(ReflectionKind.Module)
  const exports = (modules.length > 0 ? modules : [project]).flatMap(
    ({ children = [] }) => children,
  )
  return {
    modules: modules.length,
    exports: exports.length,
    examples: examples.length,
    problems,
  }
}

function typedocOptions(options: ReferenceOptions): TypeDocOptions {
  const { entryPoints, tsconfig, root, out, pages = [], readme = 'none' } = options
  return {
    name: 'Overlap: API reference',
    entryPoints: entryPoints.map(({ file }) => file),
    alwaysCreateEntryPointModule: true,
    tsconfig,
    basePath: root,
    displayBasePath: root,
    readme,
    projectDocuments: [...pages],
    ...(out === undefined ? {} : { out }),
    validation: {
      notExported: true,
      invalidLink: true,
      invalidPath: true,
      rewrittenLink: true,
      notDocumented: true,
      unusedMergeModuleWith: true,
    },
    // Without this list TypeDoc silently checks only the package it was started in.
    packagesRequiringDocumentation: [...new Set(entryPoints.map((entry) => entry.packageName))],
    excludeExternals: true,
    // `npm test` type-checks the same files with the compiler of the house.
    skipErrorChecking: true,
    // Names of the platform (`Promise`, `AbortSignal`) may be linked: '#' means known, no page.
    externalSymbolLinkMappings: { typescript: { '*': '#' }, '@types/node': { '*': '#' } },
    disableGit: true,
    sourceLinkTemplate: '{path}',
    sortEntryPoints: false,
    hideGenerator: true,
  }
}

/** TypeDoc's messages about a missing comment start with the full name and the kind of the export. */
function isNotAbout(excused: ReadonlySet<string>): (problem: string) => boolean {
  return (problem) => {
    const name = /^(?<name>\S+) \(\w+\), defined in .* does not have/u.exec(problem)?.groups?.[
      'name'
    ]
    return name === undefined || !excused.has(name)
  }
}

/** TypeDoc names a module by its path. A reader knows it by the name that is imported. */
function nameModules(app: Application, entryPoints: readonly EntryPoint[]): void {
  const names = new Map(entryPoints.map(({ file, name }) => [file, name]))
  app.converter.on(
    Converter.EVENT_CREATE_DECLARATION,
    (context, reflection: DeclarationReflection) => {
      if (!reflection.kindOf(ReflectionKind.Module)) return
      const file = context.getSymbolFromReflection(reflection)?.declarations?.[0]?.getSourceFile()
      reflection.name = names.get(file?.fileName ?? '') ?? reflection.name
    },
  )
}

/** Shows `trace/src/facts.ts:12` as text, not as a link: the repository has no known address. */
function forgetSourceUrls(project: ProjectReflection): void {
  for (const reflection of Object.values(project.reflections)) {
    if (!reflection.isDeclaration() && !reflection.isSignature()) continue
    for (const source of reflection.sources ?? []) delete source.url
  }
}

/** Collects TypeDoc's errors and warnings instead of printing them. */
class ProblemList extends Logger {
  readonly problems: string[] = []

  override log(message: string, level: LogLevel): void {
    if (level !== LogLevel.Warn && level !== LogLevel.Error) return
    this.problems.push(stripVTControlCharacters(message).trim())
  }
}
