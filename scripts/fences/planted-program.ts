import { dirname } from 'node:path'
import ts from 'typescript'
import { inCheckout } from './checkout.ts'

/** Path in the checkout -> text of a file that exists only in memory. */
export type Planted = Readonly<Record<string, string>>

// lib.*.d.ts and @types/node are most of the work, and the same for every room.
const parsed = new Map<string, ts.SourceFile | undefined>()

/**
 * A TypeScript program of the project `configPath` as it is in this checkout, with the planted files as its only
 * own files. What they import (packages, other rooms) is the real thing.
 */
export function plantedProgram(configPath: string, planted: Planted): ts.Program {
  const options = projectOptions(configPath)
  const texts = new Map(Object.entries(planted).map(([path, text]) => [inTsForm(path), text]))
  const folders = new Set([...texts.keys()].map((path) => dirname(path)))
  const real = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...real,
    fileExists: (path) => texts.has(path) || real.fileExists(path),
    readFile: (path) => texts.get(path) ?? real.readFile(path),
    directoryExists: (path) => folders.has(path) || real.directoryExists?.(path) === true,
    getSourceFile: (path, languageVersion) => {
      const text = texts.get(path)
      if (text !== undefined) return ts.createSourceFile(path, text, languageVersion, true)
      if (!parsed.has(path)) parsed.set(path, real.getSourceFile(path, languageVersion))
      return parsed.get(path)
    }
  }
  return ts.createProgram([...texts.keys()], options, host)
}

/** What the compiler says of one planted file, a line each; empty when it compiles. */
export function complaintsAbout(program: ts.Program, path: string): string[] {
  const file = program.getSourceFile(inTsForm(path))
  if (!file) throw new Error(`${path} is not in the program`)
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    (diagnostic) =>
      `TS${String(diagnostic.code)} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`
  )
}

function projectOptions(configPath: string): ts.CompilerOptions {
  const path = inCheckout(configPath)
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { config: object }
  // No file of the checkout is listed: the planted ones are enough, and the test does not slow down as it grows.
  const { options, errors } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: ['none.ts'] },
    ts.sys,
    dirname(path)
  )
  if (errors.length > 0)
    throw new Error(`${configPath}: ${ts.flattenDiagnosticMessageText(errors[0]?.messageText, ' ')}`)
  return { ...options, incremental: false }
}

function inTsForm(path: string): string {
  return inCheckout(path).replaceAll('\\', '/')
}
