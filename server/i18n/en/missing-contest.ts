export const missingContest = {
  title: 'Contest not found',
  sentence: (slug: string) => `There is no contest “${slug}”.`,
  forPortal: 'To whoever keeps this page: please check the attribute data-contest.',
}
