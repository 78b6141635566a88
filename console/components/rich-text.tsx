import { type ComponentChildren, h, type VNode } from 'preact'
import { drawTree } from '../../question-bank/rich-text/math-tree.ts'
import { parseRichText } from '../../question-bank/rich-text/parse-rich-text.ts'
import type { Block, Inline, Mark } from '../../question-bank/rich-text/rich-text.ts'
import { mathmlOf } from '../../question-bank/rich-text/tex-to-mathml.ts'
import { Attachment } from './attachment.tsx'

const elements = { strong: 'strong', emphasis: 'em', underline: 'u', sub: 'sub', super: 'sup' } as const satisfies Record<Mark, string>

/** A text of a question with its looks. */
export function RichText({ text }: { text: string }) {
  const blocks = parseRichText(text)
  const [first, ...more] = blocks
  // the usual single line stays a part of the line it stands in
  if (first?.kind === 'paragraph' && more.length === 0) return <>{first.inside.map(drawInline)}</>
  return <>{blocks.map(drawBlock)}</>
}

function drawBlock(block: Block, index: number): ComponentChildren {
  if (block.kind === 'paragraph') {
    return (
      <span key={index} class="rich-paragraph">
        {block.inside.map(drawInline)}
      </span>
    )
  }
  const rows = block.rows.map((cells, row) => (
    <tr key={row}>
      {cells.map((cell, column) => (
        <td key={column}>{cell.map(drawInline)}</td>
      ))}
    </tr>
  ))
  return (
    <span key={index} class="rich-wide">
      <table class="rich-table">
        <tbody>{rows}</tbody>
      </table>
    </span>
  )
}

function drawInline(inline: Inline, key: number): ComponentChildren {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'break':
      return <br key={key} />
    case 'code':
      return <code key={key}>{inline.text}</code>
    case 'formula':
      return <Formula key={key} {...inline} />
    case 'attachment':
      return <Attachment key={key} {...inline} />
    default: {
      const Element = elements[inline.kind]
      return <Element key={key}>{inline.inside.map(drawInline)}</Element>
    }
  }
}

/** Drawn where this browser draws formulas and knows all of this one; else its source can be read. */
function Formula({ tex, isDisplayed }: { tex: string; isDisplayed: boolean }) {
  const formula = 'MathMLElement' in window ? mathmlOf(tex, isDisplayed) : undefined
  return formula ? drawTree<VNode>(formula, (tag, attributes, inside) => h(tag, attributes, inside)) : <code>{tex}</code>
}
