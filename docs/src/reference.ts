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
  /** The Markdown of the first page. Default: none. */
  readonly readme?: string
}

/** What came of it. */
export interface Reference {
  /** How many modules, and how many exports in all of them, are documented. */
  readonly modules: number
  readonly exports: number
  /** One line for each undocumented export, broken link or other complaint. None: all is well. */
  readonly problems: readonly string[]
}

/**
 * Reads the modules, checks that every export (and every member of one) is documented and that
 * every link leads somewhere, and writes the reference if there is a place to write it to.
 *
 * Takes about 2 seconds. Type errors are not its business: `npm test` looks for those by itself.
 */
export async function makeReference(options: ReferenceOptions): Promise<Reference> {
  const app = await Application.bootstrap(typedocOptions(options), [new TSConfigReader()])
  const logger = new ProblemList()
  app.logger = logger
  nameModules(app, options.entryPoints)

  const project = await app.convert()
  if (project === undefined) return { modules: 0, exports: 0, problems: logger.problems }
  app.validate(project)
  const problems = logger.problems.filter(isNotAbout(excusedFromComment(project)))
  forgetSourceUrls(project)
  if (options.out !== undefined && problems.length === 0) await app.generateOutputs(project)

  const modules = project.getChildrenByKind(ReflectionKind.Module)
  const exports = (modules.length > 0 ? modules : [project]).flatMap(
    ({ children = [] }) => children,
  )
  return { modules: modules.length, exports: exports.length, problems }
}

function typedocOptions(options: ReferenceOptions): TypeDocOptions {
  const { entryPoints, tsconfig, root, out, readme = 'none' } = options
  return {
    name: 'Overlap: API reference',
    entryPoints: entryPoints.map(({ file }) => file),
    alwaysCreateEntryPointModule: true,
    tsconfig,
    basePath: root,
    displayBasePath: root,
    readme,
    ...(out === undefined ? {} : { out }),
    validation: {
      notExported: true,
      invalidLink: true,
      invalidPath: true,
      rewrittenLink: true,
      notDocumented: true,
      unusedMergeModuleWith: true,
    },
    // Without this list TypeDoc checks only the package it was started in, and says nothing.
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

/** TypeDoc's messages about a comment begin with the full name and the kind of what lacks it. */
function isNotAbout(excused: ReadonlySet<string>): (problem: string) => boolean {
  return (problem) => {
    const name = /^(?<name>\S+) \(\w+\), defined in .* does not have/u.exec(problem)?.groups?.[
      'name'
    ]
    return name === undefined || !excused.has(name)
  }
}

/** TypeDoc calls a module by its path; a reader knows it by what stands after `from`. */
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

/** Shows `trace/src/facts.ts:12` as text: where the repository is hosted is not known here. */
function forgetSourceUrls(project: ProjectReflection): void {
  for (const reflection of Object.values(project.reflections)) {
    if (!reflection.isDeclaration() && !reflection.isSignature()) continue
    for (const source of reflection.sources ?? []) delete source.url
  }
}

/** Keeps what TypeDoc complains about, warnings too, instead of printing it. */
class ProblemList extends Logger {
  readonly problems: string[] = []

  override log(message: string, level: LogLevel): void {
    if (level !== LogLevel.Warn && level !== LogLevel.Error) return
    this.problems.push(stripVTControlCharacters(message).trim())
  }
}
