/** Items as other people's tools write them. */
export type Written = { declarations: string; body: string; processing?: string; outcomes?: string }

const score =
  '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>'

export function itemOf(
  { declarations, body, processing = matchCorrect, outcomes = '' }: Written,
  namespace = 'http://www.imsglobal.org/xsd/imsqti_v2p1',
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="${namespace}" identifier="item" title="item" adaptive="false" timeDependent="false">
${declarations}${score}${outcomes}<itemBody>${body}</itemBody>${processing}</assessmentItem>`
}

export const matchCorrect = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
export const mapResponse = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'

/** The same item with the names of QTI 3. */
export function inQti3(item: string): string {
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const isHtml = (name: string) => /^(?:p|b|i|em|strong|div|span|img|table|tbody|tr|td|br|sub|sup|object|math|m[a-z]+)$/.test(name)
  return item
    .replace(/(<\/?)([A-Za-z]+)/g, (whole, open, name) => (isHtml(name) ? whole : `${open}qti-${kebab(name)}`))
    .replace(/ ([a-z]+[A-Z][A-Za-z]*)=/g, (_whole, name) => ` ${kebab(name)}=`)
    .replace('imsqti_v2p1', 'imsqtiasi_v3p0')
}

export const declared = (attributes: string, correct: readonly string[] = [], mapping = '', identifier = 'RESPONSE') =>
  `<responseDeclaration identifier="${identifier}" ${attributes}>${
    correct.length > 0 ? `<correctResponse>${correct.map((value) => `<value>${value}</value>`).join('')}</correctResponse>` : ''
  }${mapping}</responseDeclaration>`
export const mapping = (entries: Record<string, number>, attributes = 'defaultValue="0"') =>
  `<mapping ${attributes}>${Object.entries(entries)
    .map(([key, value]) => `<mapEntry mapKey="${key}" mappedValue="${value}"/>`)
    .join('')}</mapping>`
export const choices = (texts: Record<string, string>, attributes = 'shuffle="true" maxChoices="1"', fixed: readonly string[] = []) =>
  `<choiceInteraction responseIdentifier="RESPONSE" ${attributes}><prompt>Thủ đô?</prompt>${Object.entries(texts)
    .map(
      ([identifier, text]) => `<simpleChoice identifier="${identifier}"${fixed.includes(identifier) ? ' fixed="true"' : ''}>${text}</simpleChoice>`,
    )
    .join('')}</choiceInteraction>`
export const scoreIf = (test: string, worth = '<baseValue baseType="float">1</baseValue>') =>
  `<responseCondition><responseIf>${test}<setOutcomeValue identifier="SCORE">${worth}</setOutcomeValue></responseIf></responseCondition>`
export const isRight = (identifier = 'RESPONSE') => `<match><variable identifier="${identifier}"/><correct identifier="${identifier}"/></match>`
export const plus = (worth: string) => `<sum><variable identifier="SCORE"/>${worth}</sum>`
