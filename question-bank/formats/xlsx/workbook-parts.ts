import { UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { openPackage, type PackageParts } from '../package/open-package.ts'
import { walkXml } from './pull-xml.ts'

const wanted =
  /^(?:_rels\/\.rels|docProps\/app\.xml|xl\/(?:[^/]+\.xml|_rels\/[^/]+\.rels|worksheets\/(?:_rels\/)?[^/]+\.(?:xml|rels)|drawings\/(?:_rels\/)?[^/]+\.(?:xml|rels)|media\/[^/]+))$/i

export type Relations = ReadonlyMap<string, { target: string; type: string }>
export type SheetPart = { name: string; path: string; isHidden: boolean }
export type Workbook = {
  parts: PackageParts
  sheets: SheetPart[]
  isFrom1904: boolean
  /** Where the texts, the styles are: each program names its parts as it likes. */
  sharedStrings?: Uint8Array
  styles?: Uint8Array
  isOurs: boolean
}

/** The name that our own workbooks carry; a program that saves them anew writes its own. */
export const ourApplication = 'Hội Thi'

export function openWorkbook(file: Uint8Array): Workbook {
  const parts = openPackage(file, (name) => wanted.test(name))
  const path =
    [...(parts.has('_rels/.rels') ? relationsOf(parts, '').values() : [])].find(({ type }) => type.endsWith('/officeDocument'))?.target ??
    'xl/workbook.xml'
  const part = parts.get(path) ?? parts.get('xl/workbook.xml')
  if (!part) throw new UnreadableFileError(reason('BROKEN_PACKAGE'))
  const relations = relationsOf(parts, parts.has(path) ? path : 'xl/workbook.xml')
  const partOfType = (type: string) => parts.get([...relations.values()].find((relation) => relation.type.endsWith(type))?.target ?? '')
  const sheets: SheetPart[] = []
  let isFrom1904 = false
  walkXml(part, {
    open(name, attribute) {
      if (name === 'workbookPr') isFrom1904 = /^(?:1|true)$/.test(attribute('date1904') ?? '')
      if (name !== 'sheet') return
      const target = relations.get(attribute('id') ?? '')?.target ?? ''
      sheets.push({ name: (attribute('name') ?? '').normalize('NFC'), path: target, isHidden: /hidden/i.test(attribute('state') ?? '') })
    },
  })
  const [sharedStrings, styles] = [
    partOfType('/sharedStrings') ?? parts.get('xl/sharedStrings.xml'),
    partOfType('/styles') ?? parts.get('xl/styles.xml'),
  ]
  return {
    parts,
    sheets,
    isFrom1904,
    isOurs: applicationOf(parts) === ourApplication,
    ...(sharedStrings ? { sharedStrings } : {}),
    ...(styles ? { styles } : {}),
  }
}

function applicationOf(parts: PackageParts): string {
  const part = parts.get('docProps/app.xml')
  let [application, inside] = ['', '']
  if (part)
    walkXml(part, {
      open(name) {
        inside = name
      },
      close() {
        inside = ''
      },
      text(text) {
        if (inside === 'Application') application += text
      },
    })
  return application
}

/** Where the relations of a part lead, as paths in the package. */
export function relationsOf(parts: PackageParts, path: string): Relations {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const part = parts.get(`${folder}_rels/${path.slice(folder.length)}.rels`)
  const relations = new Map<string, { target: string; type: string }>()
  if (part)
    walkXml(part, {
      open(name, attribute) {
        if (name !== 'Relationship' || attribute('TargetMode') === 'External') return
        relations.set(attribute('Id') ?? '', { target: resolved(folder, attribute('Target') ?? ''), type: attribute('Type') ?? '' })
      },
    })
  return relations
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const path: string[] = folder.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.') path.push(step)
  }
  return path.join('/')
}
