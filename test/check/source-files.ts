import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a file asks for: a path from the top of the repository, or the name of a package. */
export type Import = { to: string; isTypeOnly: boolean }
export type SourceFile = { path: string; text: string; imports: Import[] }

const importPattern = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm

export function sourceFile(path: string, text: string): SourceFile {
  const imports = [...text.matchAll(importPattern)].map(([, type, named, lazy]) => {
    const asked = named ?? lazy ?? ''
    return { to: asked.startsWith('.') ? join(dirname(path), asked) : asked, isTypeOnly: type !== undefined }
  })
  return { path, text, imports }
}

export function readSources(): SourceFile[] {
  return globSync('{server,question-bank,widget,console,test,loadtest}/**/*.{ts,tsx}')
    .sort()
    .map((path) => sourceFile(path, readFileSync(path, 'utf8')))
}
