export type EmbedTag = { script: HTMLScriptElement; frameAddress: string; origin: string }

const handledMark = 'hoithiHandled'

/**
 * Every tag of ours on the page that no one has taken yet. The loader may run many times (two embeds, one tag pasted
 * twice, a page builder that inserts late), so a tag carries its mark itself.
 */
export function findNewTags(page: Document): EmbedTag[] {
  const tags: EmbedTag[] = []
  for (const script of Array.from(page.querySelectorAll<HTMLScriptElement>('script[data-contest]'))) {
    const contest = script.getAttribute('data-contest')
    if (!contest || !/\/embed\/v1\/loader\.js$/.test(script.src.split(/[?#]/)[0] || '') || handledMark in script) continue
    Object.defineProperty(script, handledMark, { value: true })
    const origin = new URL(script.src).origin
    const lang = script.getAttribute('data-lang')
    const query = `contest=${encodeURIComponent(contest)}${lang ? `&lang=${encodeURIComponent(lang)}` : ''}`
    tags.push({ script, origin, frameAddress: `${origin}/embed/v1/frame?${query}` })
  }
  return tags
}
