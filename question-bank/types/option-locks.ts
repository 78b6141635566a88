import { foldVietnamese } from '../fold-vietnamese.ts'

const allOrNone =
  /^(?:ca (?:\d|hai|ba|bon|nam) (?:dap an|phuong an|y|cau)|(?:tat ca|toan bo|ca)(?: cac)?(?: dap an| phuong an| y| cau| dieu| noi dung| lua chon)? (?:tren|neu tren|o tren|deu dung|deu sai|dung|sai)|tat ca|khong (?:co )?(?:dap an|phuong an|y|cau|dieu)(?: nao)?|cac (?:dap an|phuong an|y) (?:tren|deu)|all of the above|none of the above|all are correct)/
const lettersTogether =
  /(?:^|[\s(,;])(?:ca |dap an |phuong an |y |cau |chi )?((?:[a-h](?:\s*(?:,|;|va|&|\+|and|hoac|or)\s*))+[a-h])(?=$|[\s.,;):]|\bdeu)/
const oneLetter = /^(?:ca |chi )?(?:dap an|phuong an|y|cau) ([a-h])(?: (?:va|hoac) ([a-h]))?\b/

/**
 * Options that speak of other options by place: "Tất cả các đáp án trên" stays where it is, with what follows it;
 * "Cả A và B đều đúng" stays, and so do A and B, whose letters it names.
 */
export function lockedByWording(plainOptions: readonly string[]): number[] {
  const locked = new Set<number>()
  plainOptions.forEach((option, position) => {
    const text = foldVietnamese(option)
      .replace(/[.!"“”]+$/g, '')
      .trim()
    if (allOrNone.test(text)) for (let place = position; place < plainOptions.length; place += 1) locked.add(place)
    const named = [...(text.match(lettersTogether)?.[1]?.matchAll(/\b[a-h]\b/g) ?? [])].map(([letter]) => letter)
    const single = text.match(oneLetter)
    if (single) named.push(...single.slice(1).filter((letter) => letter !== undefined))
    const places = named.map((letter) => letter.charCodeAt(0) - 97)
    if (places.length === 0 || places.includes(position) || places.some((place) => place >= plainOptions.length)) return
    for (const place of [position, ...places]) locked.add(place)
  })
  return [...locked].sort((a, b) => a - b)
}
