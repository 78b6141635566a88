import { type ImportedItem, settleItem } from '../../imported-item.ts'
import type { AboutQuestion } from '../../question.ts'
import { type Reason, reason } from '../../reason.ts'
import { type BodySurroundings, richTextOf } from './body-text.ts'
import { readDeclarations } from './declarations.ts'
import { declarationOf, type ItemContext, noted } from './item-context.ts'
import { descendants, elementsIn, firstIn, type QtiElement, type QtiNode, wordIn } from './qti-element.ts'
import { readChoice } from './read-choice.ts'
import { readGapMatch, readGaps } from './read-gaps.ts'
import { readAssociate, readMatch, readOrder } from './read-order-and-match.ts'
import { type Reading, settled } from './reading.ts'
import { scoringOf } from './response-processing.ts'

type World = Pick<BodySurroundings, 'attach'> & { about: AboutQuestion; stimulus: readonly QtiNode[] }

const readers: Readonly<Record<string, (interaction: QtiElement, stem: string, context: ItemContext) => Reading>> = {
  choiceInteraction: readChoice,
  orderInteraction: readOrder,
  matchInteraction: readMatch,
  associateInteraction: readAssociate,
  gapMatchInteraction: readGapMatch,
  extendedTextInteraction: readEssay,
}
const inline = new Set(['textEntryInteraction', 'inlineChoiceInteraction'])
// sounds to listen to and buttons for help ask nothing
const asksNothing = new Set(['mediaInteraction', 'endAttemptInteraction'])

/** One assessment item as a question, or why it is none. */
export function readItem(place: string, item: QtiElement, { attach, about, stimulus }: World): ImportedItem {
  const body = firstIn(item, 'itemBody') ?? { name: 'itemBody', attributes: {}, children: [] }
  const doubts: Reason[] = []
  const interactions = descendants(body, ({ name }) => name.endsWith('Interaction') && !asksNothing.has(name))
  const areGaps = interactions.length > 0 && interactions.every(({ name }) => inline.has(name))
  const gaps = interactions[0]?.name === 'gapMatchInteraction' ? descendants(body, ({ name }) => name === 'gap') : areGaps ? interactions : []
  const surroundings: BodySurroundings = {
    attach,
    doubt: (why) => doubts.push(why),
    gapOf: (element) => (gaps.includes(element) ? gaps.indexOf(element) : undefined),
  }
  const textOf = (nodes: readonly QtiNode[]) => richTextOf(nodes, surroundings)
  const [interaction] = interactions
  const stem = textOf([...stimulus, opened(body, gaps)])
  const read = interaction && readers[interaction.name]
  const stop = interactions.length === 0 ? reason('QTI_NO_INTERACTION') : undefined
  const foreign = interactions.find(({ name }) => !readers[name] && !inline.has(name))
  const why =
    stop ??
    (foreign
      ? reason('QTI_INTERACTION', foreign.name)
      : areGaps || interactions.length === 1
        ? undefined
        : reason('QTI_SEVERAL_INTERACTIONS', interactions.length))
  if (why || !interaction) return { place, state: 'refused', seen: stem.slice(0, 500), reasons: [why ?? reason('QTI_NO_INTERACTION')] }

  const declarations = readDeclarations(item)
  const context: ItemContext = { item, declarations, score: scoringOf(item, declarations), textOf }
  const reading = areGaps || !read ? readGaps(interactions, stem, context) : read(interaction, stem, context)
  const understood = settled(reading, context.score ?? mappedScore(item, declarations))
  if (item.attributes.adaptive === 'true') doubts.push(reason('QTI_ADAPTIVE'))
  if (elementsIn(item, 'templateDeclaration').length > 0) doubts.push(reason('QTI_TEMPLATE'))
  const said = { ...titleOf(item), ...feedbackOf(item, interaction, textOf), ...about }
  return settleItem(place, { ...said, ...understood.question }, unique([...understood.doubts, ...doubts]))
}

/** Without rules a mapping still says what each answer is worth. */
function mappedScore(item: QtiElement, declarations: ItemContext['declarations']): ItemContext['score'] {
  if (![...declarations.values()].every(({ mapping }) => mapping) || declarations.size === 0) return undefined
  const mapAll = { name: 'responseProcessing', attributes: { template: 'map_response' }, children: [] }
  return scoringOf(
    { ...item, children: [...item.children.filter((child) => typeof child === 'string' || child.name !== 'responseProcessing'), mapAll] },
    declarations,
  )
}

/** The text around the interaction, with its prompt where it stands and without what is chosen from. */
function opened(element: QtiElement, gaps: readonly QtiElement[]): QtiElement {
  const children = element.children.flatMap((child): QtiNode[] => {
    if (typeof child === 'string') return [child]
    if (child.name === 'rubricBlock' && !/candidate/.test(child.attributes.view ?? 'candidate')) return []
    if (child.name === 'gapMatchInteraction')
      return [{ ...child, name: 'div', children: child.children.filter((one) => typeof one === 'string' || !/^gap(?:Text|Img)$/.test(one.name)) }]
    if (child.name === 'mediaInteraction') return [{ ...child, name: 'div' }]
    if (gaps.includes(child)) return [child]
    return child.name.endsWith('Interaction') ? elementsIn(child, 'prompt') : [gaps.length > 0 || child.name !== 'math' ? opened(child, gaps) : child]
  })
  // the very element is asked for again where it is a gap, so what holds none stays as it is
  return children.length === element.children.length && children.every((child, index) => child === element.children[index])
    ? element
    : { ...element, children }
}

function readEssay(interaction: QtiElement, stem: string, context: ItemContext): Reading {
  const declaration = declarationOf(interaction, context)
  if (declaration.baseType === 'float' || declaration.baseType === 'integer') return readGaps([interaction], `${stem} [[1]]`, context)
  const mostWords = Number(noted(interaction, 'most-words'))
  const notes = descendants(context.item, ({ name, attributes }) => name === 'rubricBlock' && !/candidate/.test(attributes.view ?? 'candidate'))
  const guide = [...notes.map(({ children }) => context.textOf(children)), ...(declaration.correct ?? [])].filter((text) => text !== '').join('\n\n')
  const content = { type: 'essay' as const, stem, ...(mostWords > 0 && Number.isInteger(mostWords) ? { mostWords } : {}) }
  const essay = { content, key: guide === '' ? {} : { guide } }
  return { draft: essay, candidates: [essay], samples: [], doubts: [] }
}

/** A title that is no more than the identifier is no title. */
function titleOf({ attributes }: QtiElement): AboutQuestion {
  const name = (attributes.title ?? '').replace(/\s+/g, ' ').trim()
  return name === '' || name === attributes.identifier ? {} : { name }
}

function feedbackOf(item: QtiElement, interaction: QtiElement, textOf: ItemContext['textOf']): AboutQuestion {
  const choices = elementsIn(interaction, 'simpleChoice')
  const modal = elementsIn(item, 'modalFeedback')
  const ofChoice = (choice: QtiElement) => [
    ...descendants(choice, ({ name }) => name === 'feedbackInline' || name === 'feedbackBlock'),
    ...modal.filter(({ attributes }) => attributes.identifier === choice.attributes.identifier),
  ]
  const ofOptions = choices.map((choice) => unique(ofChoice(choice).map(({ children }) => textOf(children))).join('\n\n'))
  const general = modal.filter(({ attributes }) => !choices.some((choice) => choice.attributes.identifier === attributes.identifier))
  const inBody = descendants(item, ({ name }) => name === 'feedbackBlock' || name === 'feedbackInline').filter(
    (block) => !choices.some((choice) => ofChoice(choice).includes(block)),
  )
  const notes =
    interaction.name === 'extendedTextInteraction'
      ? []
      : descendants(item, ({ name, attributes }) => name === 'rubricBlock' && !/candidate/.test(attributes.view ?? 'candidate'))
  const explanation = unique(
    [...general, ...inBody, ...notes].filter((one) => wordIn(one) !== '' || elementsIn(one).length > 0).map(({ children }) => textOf(children)),
  )
    .filter((text) => text !== '')
    .join('\n\n')
  return {
    ...(explanation === '' ? {} : { explanation }),
    ...(ofOptions.some((text) => text !== '') ? { optionFeedback: ofOptions.map((text) => (text === '' ? null : text)) } : {}),
  }
}

function unique<Entry>(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>()
  return entries.filter((entry) => !seen.has(JSON.stringify(entry)) && seen.add(JSON.stringify(entry)))
}
