import { describe, expect, test } from 'vitest'
import { findNewTags } from '../../widget/loader/find-tags.ts'

const loader = 'https://thi.example.vn/embed/v1/loader.js'

function aTag(attributes: Record<string, string>, src = loader) {
  return { src, getAttribute: (name: string) => attributes[name] ?? null } as unknown as HTMLScriptElement
}
const aPage = (...tags: HTMLScriptElement[]) => ({ querySelectorAll: () => tags }) as unknown as Document
const addressesOn = (page: Document) => findNewTags(page).map(({ frameAddress }) => frameAddress)

describe('the tags on a portal page', () => {
  test('each gives one frame, with its contest and language', () => {
    const page = aPage(aTag({ 'data-contest': 'an-toan' }), aTag({ 'data-contest': 'lich-su', 'data-lang': 'en' }, `${loader}?v=3#x`))
    expect(addressesOn(page)).toEqual([
      'https://thi.example.vn/embed/v1/frame?contest=an-toan',
      'https://thi.example.vn/embed/v1/frame?contest=lich-su&lang=en',
    ])
  })

  test('a script that runs twice takes no tag twice; a tag that comes late is taken then', () => {
    const tags = [aTag({ 'data-contest': 'a' })]
    const page = { querySelectorAll: () => tags } as unknown as Document
    expect(addressesOn(page)).toHaveLength(1)
    expect(addressesOn(page)).toHaveLength(0)
    tags.push(aTag({ 'data-contest': 'b' }))
    expect(addressesOn(page)).toEqual(['https://thi.example.vn/embed/v1/frame?contest=b'])
  })

  test('what a portal wrote into the tag cannot leave its place in the address', () => {
    expect(addressesOn(aPage(aTag({ 'data-contest': 'a&lang=xx#"><script>' })))).toEqual([
      'https://thi.example.vn/embed/v1/frame?contest=a%26lang%3Dxx%23%22%3E%3Cscript%3E',
    ])
  })

  test('scripts of others and tags without a contest are left alone', () => {
    expect(addressesOn(aPage(aTag({ 'data-contest': 'a' }, 'https://other.example/quiz.js'), aTag({ 'data-contest': '' }), aTag({})))).toEqual([])
  })
})
