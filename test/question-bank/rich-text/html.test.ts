import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { richTextFromHtml } from '../../../question-bank/rich-text/from-html.ts'
import { htmlFromRichText } from '../../../question-bank/rich-text/to-html.ts'
import { writeRichText } from '../../../question-bank/rich-text/write-rich-text.ts'
import { anyBlocks } from './rich-inlines.ts'

const digest = 'a'.repeat(64)

describe('the HTML of other engines', () => {
  test.each([
    ['<p>Hà <b>Nội</b></p><p>x<sup>2</sup></p>', 'Hà **Nội**\n\nx^2^'],
    ['a<br>b<br/><br />c', 'a\nb\n\nc'],
    ['<ol>\n<li>một</li>\n<li><p>hai</p></li>\n</ol>', '1. một\n2. hai'],
    ['<ul><li>một</li><li>hai</li></ul>sau', '- một\n- hai\n\nsau'],
    ['<table border=1><tr><th>A</th><td>B<br>c</td></tr></table>', '| A | B c |'],
    ['<span style="font-weight: bold; color:red">x</span><span style="text-decoration: underline">y</span>', '**x**__y__'],
    ['Diện tích \\(x^2\\) và \\[a&lt;b\\] và $$c$$', 'Diện tích $x^2$ và $$a<b$$ và $$c$$'],
    ['giá $5 hay $6', 'giá \\$5 hay \\$6'],
    ['5<6 và a<b', '5<6 và a<b'],
    ['Th&#7911; &ocirc;&nbsp;&amp; &lt;b&gt;', 'Thủ ô & <b>'],
    ['<script>hỏng()</script>còn<style>p{}</style><!-- không -->', 'còn'],
    [`<img src="@@PLUGINFILE@@/a.png" alt="bản đồ">`, `![bản đồ](attachment:${digest})`],
    [`<math alttext="x_1"><mi>x</mi></math>`, '$x_1$'],
  ])('%s', (html, text) => {
    expect(richTextFromHtml(html, (address) => (address === '@@PLUGINFILE@@/a.png' ? digest : undefined)).text).toBe(text)
  })

  test('tells which pictures nobody brought and which parts cannot be kept', () => {
    const { missing, lost } = richTextFromHtml('<img src="https://x/a.png"><iframe src="y"></iframe><math><mi>x</mi></math>')
    expect({ missing, lost }).toEqual({ missing: ['https://x/a.png'], lost: ['iframe', 'math'] })
  })

  test('says what the rich text said, both ways', () => {
    const shown = (one: string) => ({ address: `x:${one}`, isAudio: false })
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        const text = writeRichText(blocks)
        expect(richTextFromHtml(htmlFromRichText(text, shown), (address) => address.slice(2)).text).toBe(text)
      }),
      { numRuns: 400 },
    )
  })

  test.each(['<', '<a ', '<!--', '<b>', '<table><tr><td>', '<a b="', '&#', '\\('])('a long row of %s is read at once', (piece) => {
    expect(richTextFromHtml(piece.repeat(100_000)).text.length).toBeLessThan(2_000_000)
  })
})
