import type { Attachment } from '../../attachment.ts'
import type { AboutQuestion, Question } from '../../question.ts'
import { escapeXml } from '../package/escape-xml.ts'
import { difficulties } from './item-metadata.ts'
import { mediaPath } from './writing-body.ts'
import { element } from './writing-xml.ts'

type Listed = { question: Question; identifier: string; path: string }

const text = (name: string, value: string) => element(name, {}, escapeXml(value))
const inLanguage = (name: string, value: string) => element(name, {}, text('lom:string', value))
const worded = (name: string, value: string) => element(name, {}, text('lom:source', 'LOMv1.0'), text('lom:value', value))

export function manifestXml(items: readonly Listed[], attachments: readonly Attachment[]): string {
  const test = element('resource', { identifier: 'test', type: 'imsqti_test_xmlv3p0', href: 'test.xml' }, element('file', { href: 'test.xml' }))
  const media = attachments.map((one) =>
    element('resource', { identifier: `media-${one.digest}`, type: 'webcontent', href: mediaPath(one) }, element('file', { href: mediaPath(one) })),
  )
  const listed = items.map(({ question, identifier, path }) =>
    element('resource', { identifier, type: 'imsqti_item_xmlv3p0', href: path }, metadataXml(question), element('file', { href: path })),
  )
  return element(
    'manifest',
    {
      xmlns: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
      'xmlns:lom': 'http://ltsc.ieee.org/xsd/LOM',
      identifier: 'hoithi-bank',
    },
    element('metadata', {}, text('schema', 'QTI Package'), text('schemaversion', '3.0.0')),
    element('organizations'),
    element('resources', {}, test, ...listed, ...media),
  )
}

/** Topic, level, tags and source as learning object metadata. */
function metadataXml({ topic = [], level, tags = [], source }: AboutQuestion): string {
  const difficulty = difficulties.find(([name]) => name === level)?.[1]
  const taxons = topic.map((entry) => element('lom:taxon', {}, inLanguage('lom:entry', entry)))
  const path = element('lom:taxonPath', {}, inLanguage('lom:source', 'hoithi'), ...taxons)
  const parts = [
    tags.length > 0 ? element('lom:general', {}, ...tags.map((tag) => inLanguage('lom:keyword', tag))) : '',
    difficulty === undefined ? '' : element('lom:educational', {}, worded('lom:difficulty', difficulty)),
    source === undefined
      ? ''
      : element('lom:relation', {}, worded('lom:kind', 'isbasedon'), element('lom:resource', {}, inLanguage('lom:description', source))),
    topic.length > 0 ? element('lom:classification', {}, worded('lom:purpose', 'discipline'), path) : '',
  ].filter((part) => part !== '')
  return parts.length > 0 ? element('metadata', {}, element('lom:lom', {}, ...parts)) : ''
}

/** Keeps the order of the questions, and what each is worth. */
export function testXml(items: readonly Listed[]): string {
  const refs = items.map(({ question: { pointsThousandths }, identifier, path }) =>
    element(
      'qti-assessment-item-ref',
      { identifier, href: path },
      pointsThousandths === undefined ? '' : element('qti-weight', { identifier: 'POINTS', value: pointsThousandths / 1_000 }),
    ),
  )
  const section = element('qti-assessment-section', { identifier: 'section', title: 'Câu hỏi', visible: 'true' }, ...refs)
  const part = element('qti-test-part', { identifier: 'part', 'navigation-mode': 'nonlinear', 'submission-mode': 'simultaneous' }, section)
  return element(
    'qti-assessment-test',
    { xmlns: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0', identifier: 'bank', title: 'Ngân hàng câu hỏi' },
    part,
  )
}
