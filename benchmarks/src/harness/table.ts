/** Lays out rows in columns. Aligns the first columns, by default one of them, left and the others right. */
export function table(rows: readonly (readonly string[])[], left = 1): string {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths?.[column] ?? 0
          return column < left ? cell.padEnd(width) : cell.padStart(width)
        })
        .join('   ')
        .trimEnd(),
    )
    .join('\n')
}
