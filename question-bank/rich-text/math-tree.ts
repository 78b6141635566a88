/** A formula as elements of MathML, for whoever draws them: no page is given markup as text. */
export type MathNode = { tag: string; attributes?: Readonly<Record<string, string>>; inside: readonly MathNode[] | string }

export function row(inside: readonly MathNode[]): MathNode {
  const [only] = inside
  return only && inside.length === 1 ? only : { tag: 'mrow', inside }
}

export function node(tag: string, ...inside: readonly MathNode[]): MathNode {
  return { tag, inside }
}

export function leaf(tag: string, text: string, attributes?: Readonly<Record<string, string>>): MathNode {
  return { tag, inside: text, ...(attributes ? { attributes } : {}) }
}

/** A sign that neither stretches nor moves apart by itself. */
export function sign(text: string, attributes?: Readonly<Record<string, string>>): MathNode {
  return leaf('mo', text, attributes)
}

export function fenced(open: string, close: string, inside: readonly MathNode[]): MathNode {
  const fence = (text: string) => (text === '' ? [] : [sign(text, { fence: 'true', stretchy: 'true' })])
  return { tag: 'mrow', inside: [...fence(open), ...inside, ...fence(close)] }
}

/** Columns of a table of a formula; equations stand by their signs, matrices by their middle. */
export function table(rows: readonly (readonly MathNode[][])[], alignment: 'equations' | 'left' | 'middle'): MathNode {
  const aligned = (column: number) => (alignment === 'equations' ? (column % 2 === 0 ? 'right' : 'left') : alignment === 'left' ? 'left' : 'center')
  return node(
    'mtable',
    ...rows.map((cells) =>
      node('mtr', ...cells.map((cell, column): MathNode => ({ tag: 'mtd', attributes: { style: `text-align: ${aligned(column)}` }, inside: cell }))),
    ),
  )
}

/** With whatever makes elements of a page. */
export function drawTree<Drawn>(
  { tag, attributes, inside }: MathNode,
  make: (tag: string, attributes: Readonly<Record<string, string>>, inside: string | Drawn[]) => Drawn,
): Drawn {
  return make(tag, attributes ?? {}, typeof inside === 'string' ? inside : inside.map((one) => drawTree(one, make)))
}
