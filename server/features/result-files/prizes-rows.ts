import type { StreamedCell } from '../../../question-bank/formats/sheet/streamed-table.ts'
import type { Language } from '../../contract/primitives.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { SealedWinners } from '../prizes/awards-service.ts'
import type { NamedRows } from './named-rows.ts'

/** One row for each winner; where a tie is not settled yet, for each who may win, with a word that says so. */
export async function* prizesRows({ prizes }: SealedWinners, named: NamedRows, language: Language): AsyncGenerator<readonly StreamedCell[]> {
  const { tied, waits } = textsIn(language).resultFiles
  for (const prize of prizes) {
    const { kind, worth, winners, tie, isWaiting } = prize
    const candidates = tie?.candidates ?? []
    const title = language === 'en' ? prize.titleEn : prize.title
    const personOf = await named.peopleOf(kind === 'person' ? [...winners, ...candidates].map(({ id }) => id) : [])
    const row = ({ id, place }: (typeof winners)[number], note: string): StreamedCell[] => {
      const person = kind === 'person' ? personOf(id) : undefined
      const unit = named.unitOf(person?.unitId ?? Number(id))
      return [title, worth, place, person?.name ?? unit[1], ...unit, note]
    }
    for (const winner of winners) yield row(winner, '')
    for (const candidate of candidates) yield row(candidate, tied(tie?.open ?? 0))
    if (isWaiting) yield [title, worth, null, '', '', '', '', waits]
  }
}
