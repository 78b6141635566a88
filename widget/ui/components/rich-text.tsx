import type { ComponentChildren } from 'preact'
import { parseRichText } from '../../../question-bank/rich-text/parse-rich-text.ts'
import type { Inline } from '../../../question-bank/rich-text/rich-text.ts'
import { Attachment } from './attachment.tsx'
import { Formula } from './formula.tsx'

const tags = { strong: 'strong', emphasis: 'em', underline: 'u', sub: 'sub', super: 'sup' } as const

/** A text of a question with its looks. It stands inside a line of its own, so paragraphs become lines. */
export function RichText({ text }: { text: string }) {
  // by far the most texts have no looks at all
  if (!/[\\*_~^`$!|\n]/.test(text)) return <>{text}</>
  const blocks = parseRichText(text)
  return (
    <>
      {blocks.map((block, index) =>
        block.kind === 'table' ? (
          <table class="rich-table" key={index}>
            <tbody>
              {block.rows.map((cells, row) => (
                <tr key={row}>
                  {cells.map((cell, column) => (
                    <td key={column}>{cell.map(show)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <span class={index > 0 ? 'rich-paragraph' : undefined} key={index}>
            {block.inside.map(show)}
          </span>
        ),
      )}
    </>
  )
}

function show(inline: Inline, key: number): ComponentChildren {
  if (inline.kind === 'text') return inline.text
  if (inline.kind === 'break') return <br key={key} />
  if (inline.kind === 'code') return <code key={key}>{inline.text}</code>
  if (inline.kind === 'formula') return <Formula key={key} {...inline} />
  if (inline.kind === 'attachment') return <Attachment key={key} {...inline} />
  const Tag = tags[inline.kind]
  return <Tag key={key}>{inline.inside.map(show)}</Tag>
}
