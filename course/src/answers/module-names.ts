import type { parseAst } from 'vitest/node'

type Program = ReturnType<typeof parseAst>
type Statement = Program['body'][number]

/** The names that a module exports, as far as its text shows. */
export interface ModuleNames {
  /** Its exported values. Types are left out, because they don't exist at run time. */
  readonly exported: readonly string[]
  /** The name of its default export: `''` if it is anonymous, `undefined` if there is none. */
  readonly defaultName: string | undefined
  /** The values declared at its top level, exported or not. */
  readonly declared: readonly string[]
  /** The types declared at its top level. */
  readonly types: readonly string[]
  /** Whether it has an `export * from`, so that more names may be exported. */
  readonly open: boolean
  /** Every module that it imports or re-exports from, except for types. */
  readonly sources: readonly string[]
  /** The test runner that it imports, such as `vitest`. */
  readonly testRunner: string | undefined
}

/** Reads a parsed module's exports and declarations. */
export function namesOf(program: Program): ModuleNames {
  const exported: string[] = []
  const declared: string[] = []
  const types: string[] = []
  const sources: string[] = []
  let defaultName: string | undefined
  let open = false
  let testRunner: string | undefined
  for (const statement of program.body) {
    types.push(...typesOf(statement))
    sources.push(...sourcesOf(statement))
    declared.push(...declaredBy(statement))
    if (statement.type === 'ImportDeclaration' && statement.importKind !== 'type') {
      const source = statement.source.value
      if (/^(?:@?vitest(?:\/|$)|node:test$)/.test(source)) testRunner = source
    }
    if (statement.type === 'ExportAllDeclaration') open ||= statement.exported === null
    else if (statement.type === 'ExportDefaultDeclaration') {
      const { declaration } = statement
      defaultName =
        'id' in declaration && declaration.id?.type === 'Identifier' ? declaration.id.name : ''
    } else if (statement.type === 'ExportNamedDeclaration' && statement.exportKind !== 'type') {
      if (statement.declaration) exported.push(...declaredBy(statement.declaration))
      for (const specifier of statement.specifiers) {
        if (specifier.exportKind !== 'type') exported.push(nameOf(specifier.exported))
      }
    }
  }
  return {
    exported,
    defaultName,
    declared: [...declared, ...exported],
    types,
    open,
    sources,
    testRunner,
  }
}

/** The values that a module imports by name from `source`. */
export function importedFrom(program: Program, source: string): string[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== 'ImportDeclaration' || statement.source.value !== source) return []
    if (statement.importKind === 'type') return []
    return statement.specifiers.flatMap((specifier) =>
      specifier.type === 'ImportSpecifier' && specifier.importKind !== 'type'
        ? [nameOf(specifier.imported)]
        : [],
    )
  })
}

function sourcesOf(statement: Statement): string[] {
  switch (statement.type) {
    case 'ImportDeclaration':
      return statement.importKind === 'type' ? [] : [statement.source.value]
    case 'ExportAllDeclaration':
      return statement.exportKind === 'type' ? [] : [statement.source.value]
    case 'ExportNamedDeclaration':
      return statement.exportKind === 'type' || !statement.source ? [] : [statement.source.value]
    default:
      return []
  }
}

function typesOf(statement: Statement): string[] {
  const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  const isType = node?.type === 'TSTypeAliasDeclaration' || node?.type === 'TSInterfaceDeclaration'
  return isType ? [node.id.name] : []
}

/** The values that a statement declares, but not what it exports. */
export function declaredBy(statement: Statement): string[] {
  switch (statement.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return statement.id ? [statement.id.name] : []
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) => boundBy(id))
    default:
      return []
  }
}

interface Pattern {
  readonly type: string
}

// `const { a, b: [c] } = …` binds a and c.
function boundBy(pattern: Pattern | null): string[] {
  if (pattern === null) return []
  const node = pattern as Pattern & Record<string, unknown>
  const parts = [node['properties'], node['elements']].flatMap((list) => list ?? []) as Pattern[]
  if (node.type === 'Identifier') return [String(node['name'])]
  const inner = [node['value'], node['argument'], node['left']].filter(Boolean) as Pattern[]
  return [...parts, ...inner].flatMap(boundBy)
}

function nameOf(name: { type: string; name?: string; value?: unknown }): string {
  return name.name ?? String(name.value)
}
