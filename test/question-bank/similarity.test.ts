import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeQuestion, type Question } from '../../question-bank/question.ts'
import { compareQuestions, leastNear, likeness, signatureOf } from '../../question-bank/similarity.ts'
import { createSimilarityIndex, findAlikePairs } from '../../question-bank/similarity-index.ts'

const asked = (stem: string, options: string[] = ['Hà Nội', 'Hải Phòng', 'Đà Nẵng', 'Cần Thơ'], correct = 0): Question =>
  makeQuestion<'single-choice'>({ type: 'single-choice', stem, options }, { correct })
const compared = (a: Question, b: Question) => compareQuestions(signatureOf(a), signatureOf(b))
const gradeOf = (a: Question, b: Question) => compared(a, b)?.grade ?? 'two questions'

const capital = asked('Thủ đô của nước Cộng hòa xã hội chủ nghĩa Việt Nam là thành phố nào sau đây?')

describe('the same question', () => {
  test.each([
    ['typed again', capital],
    ['without diacritics', asked('Thu do cua nuoc Cong hoa xa hoi chu nghia Viet Nam la thanh pho nao sau day?')],
    ['in capitals with the older place of the tone mark', asked('THỦ ĐÔ CỦA NƯỚC CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM LÀ THÀNH PHỐ NÀO SAU ĐÂY?')],
    ['decomposed', asked(capital.content.stem.normalize('NFD'))],
    ['numbered and otherwise punctuated', asked('Câu 12: Thủ đô của nước "Cộng hòa xã hội chủ nghĩa Việt Nam" là thành phố nào (sau đây)...')],
    ['with words in another order', asked('Thành phố nào sau đây là thủ đô của nước Cộng hòa xã hội chủ nghĩa Việt Nam?')],
    ['with options in another order', asked(capital.content.stem, ['Cần Thơ', 'Hà Nội', 'Hải Phòng', 'Đà Nẵng'], 1)],
    ['asked politely', asked('Em hãy cho biết thủ đô của nước Cộng hòa xã hội chủ nghĩa Việt Nam là thành phố nào dưới đây?')],
    ['with bold words', asked('**Thủ đô** của nước Cộng hòa xã hội chủ nghĩa Việt Nam là thành phố nào sau đây?')],
  ])('%s', (_how, again) => {
    expect(compared(capital, again)).toEqual({ grade: 'same', likeness: 1_000, keysDisagree: false })
  })

  test('with another key is shown as the contradiction it is', () => {
    expect(compared(capital, asked(capital.content.stem, ['Cần Thơ', 'Hà Nội', 'Hải Phòng', 'Đà Nẵng'], 0))).toMatchObject({
      grade: 'same',
      keysDisagree: true,
    })
  })

  test.each([
    [
      'thousands with and without points',
      'Dân số của xã năm 2025 là 1.250.000 người hay ít hơn?',
      'Dân số của xã năm 2025 là 1250000 người hay ít hơn?',
    ],
    [
      'comma or point as the decimal mark',
      'Một con gà nặng 1,5 kg thì hai con nặng bao nhiêu?',
      'Một con gà nặng 1.5 kg thì hai con nặng bao nhiêu?',
    ],
    ['a leading zero', 'Ngày 02 tháng 9 năm 1945 có sự kiện gì?', 'Ngày 2 tháng 9 năm 1945 có sự kiện gì?'],
    ['spaces inside a formula', 'Nghiệm của $x^2 + 1 = 0$ là bao nhiêu?', 'Nghiệm của $x^2+1=0$ là bao nhiêu?'],
  ])('%s', (_how, one, other) => {
    expect(gradeOf(asked(one), asked(other))).toBe('same')
  })
})

describe('near, and never the same', () => {
  test.each([
    ['a negation', 'Phát biểu nào sau đây là đúng về biển Đông?', 'Phát biểu nào sau đây là KHÔNG đúng về biển Đông?', 'by negation'],
    ['right turned into wrong', 'Nhận định nào về Luật Thanh niên là đúng?', 'Nhận định nào về Luật Thanh niên là sai?', 'by negation'],
    ['another year', 'Sự kiện nào diễn ra ở nước ta vào năm 1945?', 'Sự kiện nào diễn ra ở nước ta vào năm 1954?', 'by numbers'],
    ['a sign before a number', 'Giá trị tuyệt đối của số -5 bằng bao nhiêu?', 'Giá trị tuyệt đối của số 5 bằng bao nhiêu?', 'by numbers'],
    ['a decimal mark', 'Kết quả phép nhân 1,5 với số 4 bằng bao nhiêu?', 'Kết quả phép nhân 15 với số 4 bằng bao nhiêu?', 'by numbers'],
    ['an operator', 'Hãy tính 12 + 3 rồi chọn kết quả', 'Hãy tính 12 - 3 rồi chọn kết quả', undefined],
    ['and turned into or', 'Muốn ứng cử phải đủ tuổi và có sức khỏe?', 'Muốn ứng cử phải đủ tuổi hoặc có sức khỏe?', undefined],
    ['a typing error', 'Chủ tịch Hồ Chí Minh sinh ra tại tỉnh nào?', 'Chủ tịch Hồ Chí Mnih sinh ra tại tỉnh nào?', undefined],
    ['a formula', 'Đạo hàm của hàm số $x^2$ là biểu thức nào?', 'Đạo hàm của hàm số $x^3$ là biểu thức nào?', undefined],
  ])('%s', (_how, one, other, parted) => {
    const found = compared(asked(one), asked(other))
    expect(found).toMatchObject({ grade: 'near', keysDisagree: false })
    expect(found?.parted).toBe(parted)
  })

  test('the same stem with other distractors', () => {
    expect(gradeOf(capital, asked(capital.content.stem, ['Hà Nội', 'Huế', 'Thành phố Hồ Chí Minh', 'Nha Trang']))).toBe('near')
  })

  test('another picture under the same words', () => {
    const shown = (digit: string) => asked(`Biển báo trong hình sau có ý nghĩa gì? ![](attachment:${digit.repeat(64)})`)
    expect(gradeOf(shown('a'), shown('b'))).toBe('near')
    expect(gradeOf(shown('a'), shown('a'))).toBe('same')
  })

  test('words that moved from the stem into the options', () => {
    const [one, other] = [asked('Sông dài nhất', ['sông Hồng', 'sông Mã']), asked('Dài nhất', ['sông Hồng', 'sông Mã sông'])]
    expect(gradeOf(one, other)).toBe('near')
  })
})

describe('two questions', () => {
  test.each([
    [
      'on one subject',
      'Luật Thanh niên năm 2020 có hiệu lực từ khi nào?',
      ['01/01/2021', '01/07/2020'],
      'Tuổi của thanh niên được Luật quy định thế nào?',
      ['16 đến 30', '18 đến 35'],
    ],
    [
      'under one short stem',
      'Phát biểu nào sau đây đúng?',
      ['Nước sôi ở 100 độ', 'Sắt nổi trên nước'],
      'Phát biểu nào sau đây đúng?',
      ['Trái đất đứng yên', 'Mặt trăng tự sáng'],
    ],
  ])('%s', (_how, stem, options, otherStem, otherOptions) => {
    expect(gradeOf(asked(stem, options), asked(otherStem, otherOptions))).toBe('two questions')
  })
})

const syllables =
  'thanh niên đoàn hội luật năm nước biển rừng núi sông quê trường lớp bạn thầy máy cây hoa quả đường phố chợ nhà cửa sách vở mực bút đèn'.split(' ')
const aText = (fewest: number, most: number) =>
  fc.array(fc.constantFrom(...syllables), { minLength: fewest, maxLength: most }).map((words) => words.join(' '))
const aQuestion = fc.tuple(aText(4, 15), fc.uniqueArray(aText(1, 6), { minLength: 2, maxLength: 5 })).map(([stem, options]) => asked(stem, options))

describe('likeness', () => {
  test('is the same both ways, full for oneself, and full only for the same', () => {
    fc.assert(
      fc.property(aQuestion, aQuestion, (one, other) => {
        const [a, b] = [signatureOf(one), signatureOf(other)]
        expect(likeness(a, b)).toBe(likeness(b, a))
        expect(likeness(a, a)).toBe(1_000)
        expect(likeness(a, b) === 1_000).toBe(a.same === b.same)
      }),
    )
  })

  test('a shuffle of options, another case and no diacritics never leave the same', () => {
    fc.assert(
      fc.property(aQuestion, fc.nat(), (one, turn) => {
        if (one.content.type !== 'single-choice') throw new Error('made of single choices')
        const { stem, options } = one.content
        const turned = options.map((_, place) => options[(place + turn) % options.length] as string)
        const again = asked(
          `${stem.toUpperCase()} ?!`,
          turned.map((option) => option.normalize('NFD').replace(/\p{M}/gu, '')),
        )
        expect(signatureOf(again).same).toBe(signatureOf(one).same)
      }),
    )
  })
})

describe('among very many', () => {
  // a bank of unlike questions, each with a little changed copy of every twentieth
  const words = Array.from({ length: 4_000 }, (_, index) => `từ${(index * 7_919) % 4_001}`)
  const pick = (place: number) => words[(place * 2_654_435_761) % words.length] as string
  const sentence = (start: number, length: number) => Array.from({ length }, (_, index) => pick(start + index * index)).join(' ')
  const bank = Array.from({ length: 6_000 }, (_, index) => ({
    id: index,
    question: asked(
      `${sentence(index * 31, 14)} vậy`,
      [0, 1, 2, 3].map((option) => sentence(index * 57 + option * 1_009, 4)),
    ),
  }))
  const changed = bank
    .filter(({ id }) => id % 20 === 0)
    .map(({ id, question }) => {
      if (question.content.type !== 'single-choice') throw new Error('made of single choices')
      const stem = question.content.stem.split(' ')
      stem[3] = 'khác'
      return { id: id + 100_000, question: asked(stem.join(' '), question.content.options.toReversed(), 3) }
    })

  test('pairs are found without comparing all with all', () => {
    const all = [...bank, ...changed].map(({ id, question }) => ({ id, signature: signatureOf(question) }))
    const pairs = findAlikePairs(all)
    const found = new Set(pairs.map(({ ids }) => ids.join(' ')))
    const missed = changed.filter(({ id }) => !found.has(`${id - 100_000} ${id}`))
    expect(missed).toEqual([])
    // each shares every band key with at least the other: what is found is what a comparison of all pairs would say
    for (const { ids, likeness: degree } of pairs) expect([degree >= leastNear, ids[0] !== ids[1]]).toEqual([true, true])
  })

  test('the likest comes first, and a flood of copies is cut', () => {
    const index = createSimilarityIndex<string>()
    index.add('near', signatureOf(asked('Thủ đô của nước Việt Nam từ năm 1976 đến nay là thành phố nào?')))
    for (let copy = 0; copy < 50; copy += 1)
      index.add(`copy ${copy}`, signatureOf(asked('Thủ đô của nước Việt Nam từ năm 1975 đến nay là thành phố nào?')))
    const found = index.find(signatureOf(asked('Thủ đô của nước Việt Nam từ năm 1975 đến nay là thành phố nào?')))
    expect(found).toHaveLength(20)
    expect(found[0]).toMatchObject({ id: 'copy 0', grade: 'same' })
  })
})
