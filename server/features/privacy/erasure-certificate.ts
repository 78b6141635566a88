/** Under which rule how many people were erased when: no word about any of them. */
export type CertificateContent = {
  contestId: number
  title: string
  organizer: string
  rule: string
  dueAt: string
  startedAt: string
  finishedAt: string
  people: number
  erasedBefore: number
}
