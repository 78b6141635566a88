import { existsSync, globSync, readFileSync } from 'node:fs'
import type { TObject } from 'typebox'
import { ConfigSchema } from '../../server/config.ts'

/** What documents and scripts promise must exist: settings, scripts, files. */
export function brokenPromises(): string[] {
  const readme = readFileSync('README.md', 'utf8')
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  return [...wrongSettings(readme), ...missingScripts(scripts), ...missingTargets()]
}

/** The table of settings in the README against the schema: every name, with its default. */
export function wrongSettings(readme: string): string[] {
  const rows = new Map([...readme.matchAll(/^\| `([A-Z_]+)` \| (.*?) \|/gm)].map(([, name = '', shown = '']) => [name, shown]))
  const schema: TObject = ConfigSchema
  const settings = Object.entries(schema.properties) as [string, { default?: unknown }][]
  const wrong = settings.flatMap(([name, property]) => {
    const expected = property.default === '' ? 'empty' : `\`${String(property.default)}\``
    const shown = rows.get(name)
    return shown === expected ? [] : [`README.md: ${name} has the default ${expected}, the table says ${shown ?? 'nothing'}`]
  })
  const unknown = [...rows.keys()].filter((name) => !(name in schema.properties)).map((name) => `README.md: ${name} is no setting`)
  return [...wrong, ...unknown]
}

function missingScripts(scripts: Record<string, string>): string[] {
  const targets = Object.entries(scripts).flatMap(([name, command]) => {
    const [, file] = command.match(/^node (?:-\S+ )*(\S+)/) ?? []
    return file && !existsSync(file) ? [`package.json: "${name}" runs ${file}, which does not exist`] : []
  })
  const mentions = documents().flatMap(([path, text]) =>
    [...text.matchAll(/npm run ([a-z][a-z-]*)/g)].flatMap(([, name = '']) => (name in scripts ? [] : [`${path}: there is no script "${name}"`])),
  )
  return [...targets, ...mentions]
}

/** Links between documents, and paths of the map of folders. */
function missingTargets(): string[] {
  return documents().flatMap(([path, text]) =>
    [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].flatMap(([, target = '']) => {
      const folder = path.slice(0, path.lastIndexOf('/') + 1)
      return existsSync(`${folder}${target}`) ? [] : [`${path}: ${target} does not exist`]
    }),
  )
}

function documents(): [string, string][] {
  return globSync('{*.md,.ci/run,loadtest/*.md,server/decisions/*.md}').map((path) => [path, readFileSync(path, 'utf8')])
}
