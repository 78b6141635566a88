import { makeQuestion, type Question } from '../../question-bank/question.ts'
import type { createDrillRandom } from '../drills/drill-random.ts'

type Random = ReturnType<typeof createDrillRandom>

const split = (text: string) => text.split(' ')
const subjects = split(
  'sông núi biển đảo thành phố tỉnh làng xã vua chúa triều đại chiến thắng hiệp định luật điều khoản nghị quyết đại hội phong trào thanh niên',
)
const deeds = split('chảy qua nằm ở ra đời bắt đầu kết thúc quy định công nhận thành lập ban hành ký kết khởi công khánh thành')
const places = split('Hà Nội Huế Đà Nẵng Vinh Thanh Hóa Lào Cai Cần Thơ Cà Mau Hải Phòng Nam Định Việt Trì Sơn La Điện Biên Yên Bái')
const laws = split('An_ninh_mạng Thanh_niên Trẻ_em Giao_thông_đường_bộ Đất_đai Biên_phòng Nghĩa_vụ_quân_sự Cư_trú Căn_cước Môi_trường').map((name) =>
  name.replaceAll('_', ' '),
)
const onsets = split('b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x')
const rimes = split('a an ang anh ai ao ăn ăng ân âm e em en ê ên ênh i in iên iêu inh o on ong ôi ôn ông ơi ơn u un ung uôn uy ư ưng ươn ương y yên')
const tones = ['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323']
const levels = ['recognition', 'comprehension', 'application', 'higher-application'] as const

/** Stems share their phrases as those of real banks do: one office writes a hundred questions by one pattern. */
const patterns: readonly ((of: Words) => string)[] = [
  (of) => `Theo Luật ${of.law()}, ${of.any(7)} được hiểu như thế nào`,
  (of) => `Luật ${of.law()} quy định ${of.any(6)} trong thời hạn bao nhiêu ngày kể từ ngày ${of.any(3)}`,
  (of) => `Năm ${of.year()}, ${of.any(5)} ${of.deed()} tại ${of.place()} là sự kiện nào sau đây`,
  (of) => `Phát biểu nào sau đây đúng về ${of.any(4)}`,
  (of) => `Em hãy cho biết ${of.any(8)} vào ngày, tháng, năm nào`,
  (of) => `Điểm khác nhau giữa ${of.any(3)} và ${of.any(3)} là gì`,
  (of) => `Hành vi ${of.any(6)} bị xử phạt từ ${of.year()} đồng đến ${of.year()} đồng theo Luật ${of.law()}`,
  (of) => `${of.any(5)} ${of.deed()} ${of.any(4)} ở đâu`,
]

/**
 * Questions of a large bank: words as frequent as words are, few patterns, and of thirty questions one that is an earlier one again,
 * with another word or other options.
 */
export function createMadeUpBank(random: Random) {
  const words = wordsBy(random)
  const earlier: { stem: string; options: string[] }[] = []

  function asked(): { stem: string; options: string[] } {
    const again = random.below(30) === 0 ? earlier[random.below(earlier.length)] : undefined
    if (again) return { stem: again.stem.replace(/ \S+(?= \S+$)/, ` ${words.any(1)}`), options: [...again.options].reverse() }
    const pattern = patterns[random.below(patterns.length)] as (typeof patterns)[number]
    return { stem: `${pattern(words)} ${words.subject()} ${words.subject()} ${words.place()}`, options: [0, 1, 2, 3].map((at) => optionOf(at)) }
  }
  function optionOf(at: number): string {
    if (at === 3 && random.below(6) === 0) return 'Tất cả các đáp án trên'
    return `${words.any(2 + random.below(6))} ${at === 0 ? words.place() : ''}`.trim()
  }

  return {
    next(at: number): Question {
      const about = {
        topic: [`Chủ đề ${random.below(20)}`, `Mục ${random.below(15)}`],
        level: levels[random.below(4)] as (typeof levels)[number],
        tags: [`đợt ${random.below(40)}`, ...(random.below(2_000) === 0 ? ['hiếm'] : [])],
        source: `Điều ${random.below(300)}, Luật số ${random.below(90)}`,
      }
      const made = asked()
      if (earlier.length < 5_000) earlier.push(made)
      const stem = `${made.stem} (số ${at} ) ?`
      if (random.below(500) === 0) return makeQuestion({ type: 'true-false', stem }, { isTrue: true }, about)
      const options = made.options.map((option, place) => `${option} ${place}`)
      return makeQuestion({ type: 'single-choice', stem, options }, { correct: random.below(4) }, about)
    },
  }
}

type Words = ReturnType<typeof wordsBy>

function wordsBy(random: Random) {
  const pick = <Item>(list: readonly Item[]) => list[random.below(list.length)] as Item
  const lexicon = Array.from({ length: 6_000 }, () => `${syllable(pick)} ${syllable(pick)}`)
  // the most frequent word stands a thousand times as often as the rarest
  const frequent = () => lexicon[Math.floor(lexicon.length * (random.below(1_000_000) / 1_000_000) ** 3)] as string
  return {
    any: (count: number) => Array.from({ length: count }, frequent).join(' '),
    subject: () => pick(subjects),
    deed: () => pick(deeds),
    place: () => `${pick(places)} ${pick(places)}`,
    law: () => pick(laws),
    year: () => String(1_900 + random.below(125)),
  }
}

function syllable(pick: <Item>(list: readonly Item[]) => Item): string {
  return `${pick(onsets)}${pick(rimes).replace(/[aeiouyăâêôơư](?=[^aeiouyăâêôơư]*$)/, (vowel) => vowel + pick(tones))}`.normalize('NFC')
}
