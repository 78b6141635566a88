import { buildPages, pagesAreFresh } from '../../widget/build.ts'

/** The pages are built from source when they are missing or older than it: a clone needs no build step. */
export async function openPages(onStep: (step: string) => void): Promise<void> {
  if (await pagesAreFresh()) return
  onStep('building the pages')
  await buildPages()
}
