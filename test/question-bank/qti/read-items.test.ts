import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { choices, declared, inQti3, isRight, itemOf, mapping, mapResponse, matchCorrect, plus, scoreIf, type Written } from './items.ts'

const read = (xml: string) => readFile({ name: 'item.xml', bytes: new TextEncoder().encode(xml) }).items[0]!
const one = 'cardinality="single" baseType="identifier"'
const many = 'cardinality="multiple" baseType="identifier"'
const towns = { A: 'Huế', B: 'Hà Nội', C: 'Đà Nẵng' }
const processing = (...rules: string[]) => `<responseProcessing>${rules.join('')}</responseProcessing>`
const gap = (identifier: string) => `<textEntryInteraction responseIdentifier="${identifier}" expectedLength="10"/>`
const entry = (text = 'Thủ đô là', after = '') => `<p>${text} ${gap('RESPONSE')}${after}</p>`
const float = 'cardinality="single" baseType="float"'
const string = 'cardinality="single" baseType="string"'
const matchSets = (left: Record<string, string>, right: Record<string, string>) => {
  const set = (side: Record<string, string>, most: number) =>
    `<simpleMatchSet>${Object.entries(side)
      .map(([identifier, text]) => `<simpleAssociableChoice identifier="${identifier}" matchMax="${most}">${text}</simpleAssociableChoice>`)
      .join('')}</simpleMatchSet>`
  return `<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="4"><prompt>Ghép</prompt>${set(left, 1)}${set(right, 4)}</matchInteraction>`
}
const pairs = 'cardinality="multiple" baseType="directedPair"'
const truthColumns = { T: 'Đúng', F: 'Sai' }
const within = (tolerance: string) =>
  `<equal toleranceMode="absolute" tolerance="${tolerance}"><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>`

describe('an item that says what is right, and scores so, is good', () => {
  const cases: [string, Written, object][] = [
    [
      'one choice',
      { declarations: declared(one, ['B']), body: choices(towns) },
      { type: 'single-choice', correct: [1], options: ['Huế', 'Hà Nội', 'Đà Nẵng'] },
    ],
    [
      'one choice without rules',
      { declarations: declared(one, ['B']), body: choices(towns), processing: '' },
      { type: 'single-choice', correct: [1] },
    ],
    [
      'one choice by weights',
      { declarations: declared(one, [], mapping({ A: 0.5, B: 1 })), body: choices(towns), processing: mapResponse },
      { correct: [1] },
    ],
    [
      'one choice by rules with a constant',
      {
        declarations: declared(one),
        body: choices(towns),
        processing: processing(scoreIf('<match><variable identifier="RESPONSE"/><baseValue baseType="identifier">C</baseValue></match>')),
      },
      { correct: [2] },
    ],
    ['true or false', { declarations: declared(one, ['F']), body: choices({ T: 'Đúng', F: 'Sai' }) }, { type: 'true-false', correct: [false] }],
    [
      'several choices',
      { declarations: declared(many, ['A', 'C']), body: choices(towns, 'maxChoices="0"') },
      { type: 'multiple-choice', correct: [0, 2] },
    ],
    [
      'several choices by weights',
      {
        declarations: declared(many, ['A', 'C'], mapping({ A: 1, C: 1, B: -2 }, 'lowerBound="0" upperBound="2" defaultValue="-2"')),
        body: choices(towns, 'maxChoices="0"'),
        processing: mapResponse,
      },
      { type: 'multiple-choice', correct: [0, 2] },
    ],
    [
      'several choices, a point for each by rules',
      {
        declarations: declared(many, ['A', 'C']),
        body: choices(towns, 'maxChoices="2"'),
        processing: processing(
          ...['A', 'C'].map((id) =>
            scoreIf(
              `<member><baseValue baseType="identifier">${id}</baseValue><variable identifier="RESPONSE"/></member>`,
              plus('<baseValue baseType="float">1</baseValue>'),
            ),
          ),
        ),
      },
      { type: 'multiple-choice', correct: [0, 2] },
    ],
    ['a word', { declarations: declared(string, ['Hà Nội']), body: entry() }, { type: 'short-text', stem: 'Thủ đô là', correct: ['Hà Nội'] }],
    [
      'a word in two ways',
      {
        declarations: declared(string, ['Hà Nội'], mapping({ 'Hà Nội': 1, 'Thăng Long': 0.5 })),
        body: entry('Thủ đô là', '.'),
        processing: mapResponse,
      },
      { type: 'short-text', correct: ['Hà Nội', 'Thăng Long'] },
    ],
    ['a number', { declarations: declared(float, ['3.14']), body: entry('π gần bằng') }, { type: 'numeric', correct: ['3.14'] }],
    [
      'a number with a tolerance',
      { declarations: declared(float, ['3.14']), body: entry('π gần bằng'), processing: processing(scoreIf(within('0.01 0.01'))) },
      { type: 'numeric', correct: ['3.14'] },
    ],
    [
      'a word in the middle',
      { declarations: declared(string, ['Huế']), body: entry('Kinh đô là', ' từ 1802.') },
      { type: 'cloze', stem: 'Kinh đô là [[1]] từ 1802.', correct: ['Huế'] },
    ],
    [
      'several gaps',
      {
        declarations: declared(string, ['Huế'], '', 'A') + declared(one, ['x'], '', 'B'),
        body: `<p>Kinh đô ${gap('A')} nằm bên sông <inlineChoiceInteraction responseIdentifier="B" shuffle="false"><inlineChoice identifier="x">Hương</inlineChoice><inlineChoice identifier="y">Hồng</inlineChoice></inlineChoiceInteraction>.</p>`,
        processing: processing(...['A', 'B'].map((id) => scoreIf(isRight(id), plus('<baseValue baseType="float">1</baseValue>')))),
      },
      { type: 'cloze', stem: 'Kinh đô [[1]] nằm bên sông [[2]].', correct: ['Huế', 'Hương'] },
    ],
    [
      'gaps to be filled from a list',
      {
        declarations: declared(pairs, ['W G1', 'Su G2']),
        body: '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false"><gapText identifier="W" matchMax="1">đông</gapText><gapText identifier="Su" matchMax="1">hè</gapText><p>Mùa <gap identifier="G1"/> rồi mùa <gap identifier="G2"/>.</p></gapMatchInteraction>',
      },
      { type: 'cloze', stem: 'Mùa [[1]] rồi mùa [[2]].', correct: ['đông', 'hè'] },
    ],
    [
      'an order',
      {
        declarations: declared('cardinality="ordered" baseType="identifier"', ['C', 'A', 'B']),
        body: choices(towns).replaceAll('choiceInteraction', 'orderInteraction'),
      },
      { type: 'ordering' },
    ],
    [
      'pairs',
      { declarations: declared(pairs, ['L H', 'V N']), body: matchSets({ L: 'Lào', V: 'Việt Nam' }, { N: 'Hà Nội', H: 'Viêng Chăn', P: 'Paris' }) },
      { type: 'matching', correct: ['Viêng Chăn', 'Hà Nội'] },
    ],
    [
      'statements in a table of true and false',
      {
        declarations: declared(pairs, ['a T', 'b F', 'c F', 'd T'], mapping({ 'a T': 1, 'b F': 1, 'c F': 1, 'd T': 1 })),
        body: matchSets({ a: 'ý a', b: 'ý b', c: 'ý c', d: 'ý d' }, truthColumns),
        processing: mapResponse,
      },
      { type: 'four-statements', correct: [0, 3], options: ['ý a', 'ý b', 'ý c', 'ý d'] },
    ],
    [
      'an essay',
      { declarations: declared(string), body: '<p>Viết bài.</p><extendedTextInteraction responseIdentifier="RESPONSE"/>', processing: '' },
      { type: 'essay', stem: 'Viết bài.' },
    ],
  ]

  test.each(cases)('%s', (_what, written, expected) => {
    for (const xml of [itemOf(written), inQti3(itemOf(written)), prefixed(itemOf(written))])
      expect(reportOf(read(xml))).toMatchObject({ state: 'good', reasons: [], ...expected })
  })

  test('the order is that of the right response, whatever order was written', () => {
    const item = read(
      itemOf({
        declarations: declared('cardinality="ordered" baseType="identifier"', ['C', 'A', 'B']),
        body: choices(towns).replaceAll('choiceInteraction', 'orderInteraction'),
      }),
    )
    const { options, correct } = reportOf(item)
    expect(correct.map((place) => options[place as number])).toEqual(['Đà Nẵng', 'Huế', 'Hà Nội'])
  })

  test('what is fixed stays, and so does what speaks of the others', () => {
    const item = read(
      itemOf({ declarations: declared(one, ['B']), body: choices({ ...towns, D: 'Tất cả các đáp án trên' }, 'maxChoices="1"', ['A']) }),
    )
    expect(item).toMatchObject({ state: 'good', question: { content: { locked: [0, 3] } } })
  })
})

describe('an item that does not say for certain what is right is doubtful', () => {
  const cases: [string, Written, string][] = [
    ['no right response', { declarations: declared(one), body: choices(towns) }, 'NO_KEY'],
    ['a right response that is no choice', { declarations: declared(one, ['Z']), body: choices(towns) }, 'KEY_IS_NO_OPTION'],
    ['two right responses for one choice', { declarations: declared(one, ['A', 'B']), body: choices(towns) }, 'SEVERAL_KEYS'],
    [
      'weights that disagree with the right response',
      { declarations: declared(one, ['A'], mapping({ B: 1 })), body: choices(towns), processing: mapResponse },
      'QTI_SCORING',
    ],
    [
      'rules that reward the wrong answer',
      { declarations: declared(one, ['A']), body: choices(towns), processing: processing(scoreIf(`<not>${isRight()}</not>`)) },
      'QTI_SCORING',
    ],
    [
      'rules that nobody knows',
      { declarations: declared(one, ['A']), body: choices(towns), processing: processing(scoreIf('<customOperator class="x"/>')) },
      'QTI_SCORING',
    ],
    [
      'a template that nobody knows',
      { declarations: declared(one, ['A']), body: choices(towns), processing: '<responseProcessing template="http://example.org/mine.xml"/>' },
      'QTI_SCORING',
    ],
    [
      'a tolerance of one side only',
      { declarations: declared(float, ['3.14']), body: entry(), processing: processing(scoreIf(within('0.5 0'))) },
      'QTI_SCORING',
    ],
    ['a word without a right one', { declarations: declared(string), body: entry() }, 'NO_ACCEPTED_TEXT'],
    [
      'a gap without a right word',
      { declarations: declared(string, [], '', 'A') + declared(string, ['b'], '', 'B'), body: `<p>${gap('A')} và ${gap('B')}.</p>` },
      'GAP_WITHOUT_KEY',
    ],
    [
      'a left item in two pairs',
      { declarations: declared(pairs, ['L H', 'L N']), body: matchSets({ L: 'Lào', V: 'Việt Nam' }, { N: 'Hà Nội', H: 'Viêng Chăn', P: 'Paris' }) },
      'BAD_PAIRS',
    ],
    [
      'an order that leaves one out',
      {
        declarations: declared('cardinality="ordered" baseType="identifier"', ['C', 'A']),
        body: choices(towns).replaceAll('choiceInteraction', 'orderInteraction'),
      },
      'BAD_ORDER',
    ],
    [
      'a picture that is not there',
      { declarations: declared(one, ['A']), body: `<p><img src="ban-do.png" alt="Bản đồ"/></p>${choices(towns)}` },
      'UNKNOWN_ATTACHMENT',
    ],
    [
      'values drawn at random',
      { declarations: `${declared(one, ['A'])}<templateDeclaration identifier="N" cardinality="single" baseType="integer"/>`, body: choices(towns) },
      'QTI_TEMPLATE',
    ],
    [
      'a formula beyond us',
      { declarations: declared(one, ['A']), body: `<p><math><mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable></math></p>${choices(towns)}` },
      'QTI_FORMULA',
    ],
  ]
  test.each(cases)('%s', (_what, written, code) => {
    for (const xml of [itemOf(written), inQti3(itemOf(written))]) {
      const item = read(xml)
      expect([item.state, item.reasons.map((why) => why.code)]).toEqual(['doubtful', expect.arrayContaining([code])])
    }
  })
})

describe('an item of a kind that we do not have is refused by its name', () => {
  test.each([
    [
      'hottextInteraction',
      '<hottextInteraction responseIdentifier="RESPONSE"><p><hottext identifier="A">a</hottext></p></hottextInteraction>',
      'hottextInteraction',
    ],
    ['hotspotInteraction', '<hotspotInteraction responseIdentifier="RESPONSE"/>', 'hotspotInteraction'],
    ['sliderInteraction', '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="9"/>', 'sliderInteraction'],
    ['customInteraction', '<customInteraction responseIdentifier="RESPONSE"/>', 'customInteraction'],
    ['two choices at once', choices(towns) + choices(towns), 'nhiều câu'],
    ['a text alone', '<p>Chỉ có nội dung.</p>', 'không có chỗ trả lời'],
  ])('%s', (_what, body, said) => {
    const { state, reasons } = reportOf(read(itemOf({ declarations: declared(one, ['A']), body })))
    expect([state, reasons.join()]).toEqual(['refused', expect.stringContaining(said)])
  })
})

describe('texts', () => {
  test('keep looks, tables and formulas', () => {
    const math = '<math><mfrac><mn>1</mn><msup><mi>x</mi><mn>2</mn></msup></mfrac></math>'
    const body = `<p>Cho <b>H<sub>2</sub>O</b> và <i>x</i>, ${math} với \\(y^2\\).</p><table><tr><td>1</td><td>2</td></tr></table>${choices(towns)}`
    const item = read(itemOf({ declarations: declared(one, ['A']), body }))
    expect(item).toMatchObject({
      state: 'good',
      question: { content: { stem: 'Cho **H~2~O** và *x*, $\\frac{1}{{x}^{2}}$ với $y^2$.\n\n| 1 | 2 |\n\nThủ đô?' } },
    })
  })

  test('what is said after the answer is the explanation, and what is said of a choice is its own', () => {
    const withFeedback = itemOf({
      declarations: declared(one, ['B']),
      body: choices({ A: 'Huế<feedbackInline identifier="A" outcomeIdentifier="FEEDBACK">Từng là.</feedbackInline>', B: 'Hà Nội' }),
    }).replace(
      '</assessmentItem>',
      '<modalFeedback outcomeIdentifier="FEEDBACK" showHide="show" identifier="ok"><p>Từ năm 1976.</p></modalFeedback></assessmentItem>',
    )
    expect(read(withFeedback)).toMatchObject({ state: 'good', question: { explanation: 'Từ năm 1976.', optionFeedback: ['Từng là.', null] } })
  })
})

function prefixed(xml: string): string {
  return xml.replace(/(<\/?)(?=[a-z])/gi, '$1imsqti:').replace('xmlns=', 'xmlns:imsqti=')
}

test('the templates are known by their end, wherever they lie', () => {
  const local = matchCorrect.replace(/template="[^"]*"/, 'template="../rptemplates/match_correct.xml"')
  expect(read(itemOf({ declarations: declared(one, ['B']), body: choices(towns), processing: local })).state).toBe('good')
})
