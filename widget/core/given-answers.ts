/** An answer that was taken back stays in the log as an empty text. */
export function isGiven(answer: string | undefined): boolean {
  return answer !== undefined && answer !== ''
}

export function givenCount(answers: Readonly<Record<number, string | undefined>>): number {
  return Object.values(answers).filter(isGiven).length
}
