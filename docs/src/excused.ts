import { type ProjectReflection, type Reflection, ReflectionKind } from 'typedoc'

/**
 * Full names of what needs no comment:
 *
 * - a property of an unnamed type, since the comment of the export that has the type describes it;
 * - a member that overrides a member of the platform, as `name` of an error class does;
 * - a setter whose getter is documented.
 */
export function excusedFromComment(project: ProjectReflection): Set<string> {
  const excused = Object.values(project.reflections).filter(
    (reflection) =>
      isWithinTypeLiteral(reflection) ||
      overwritesPlatform(reflection) ||
      isSetterOfDocumented(reflection),
  )
  return new Set(excused.map((reflection) => reflection.getFriendlyFullName()))
}

function isWithinTypeLiteral({ parent }: Reflection): boolean {
  if (parent === undefined) return false
  return parent.kindOf(ReflectionKind.TypeLiteral) || isWithinTypeLiteral(parent)
}

function overwritesPlatform(reflection: Reflection): boolean {
  if (!reflection.isDeclaration() || reflection.overwrites === undefined) return false
  return reflection.overwrites.reflection === undefined
}

function isSetterOfDocumented(reflection: Reflection): boolean {
  if (!reflection.kindOf(ReflectionKind.SetSignature)) return false
  const accessor = reflection.parent
  return accessor?.isDeclaration() === true && accessor.getSignature?.hasComment() === true
}
